import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { type Encoding, encodings } from "../../../../shared/async-search/model.ts";
import { type Format, formats } from "../../../../shared/cell/model.ts";
import { type Column, columns } from "../../../../shared/column/model.ts";
import { useTexts } from "../../components/language.tsx";
import { formTexts } from "../search/form-texts.ts";
import { asyncSearchTexts } from "./texts.ts";

export interface Output {
	keyword: string;
	note: string;
	format: Format;
	encoding: Encoding;
	columns: Column[];
}

export const standardOutput: Output = {
	keyword: "",
	note: "",
	format: "excel",
	encoding: "utf-8",
	columns: [...columns],
};

interface Props {
	value: Output;
	onChange: (output: Output) => void;
	tried: boolean;
	detailOf: (pointer: string) => string | undefined;
}

export function OutputFields({ value, onChange, tried, detailOf }: Props) {
	const t = useTexts(asyncSearchTexts);
	const f = useTexts(formTexts);
	const change = (part: Partial<Output>) => onChange({ ...value, ...part });
	const offered = columns.map((column) => ({ value: column, label: f.columns[column] }));
	const count = value.columns.length;
	return (
		<div className="rk-conditions">
			<FormField label={t.note} constraintText={t.noteHint} stretch errorText={detailOf("#/note")}>
				<Input value={value.note} onChange={({ detail }) => change({ note: detail.value })} />
			</FormField>
			<FormField label={t.keyword} constraintText={t.keywordHint} stretch errorText={detailOf("#/conditions/keyword")}>
				<Input value={value.keyword} onChange={({ detail }) => change({ keyword: detail.value })} />
			</FormField>
			<FormField label={t.format} stretch>
				<RadioGroup
					value={value.format}
					items={formats.map((format) => ({
						value: format,
						label: t.formats[format],
						description: t.formatHints[format],
					}))}
					onChange={({ detail }) => change({ format: detail.value as Format })}
				/>
			</FormField>
			<FormField label={t.encoding} constraintText={t.encodingHint}>
				<RadioGroup
					value={value.encoding}
					items={encodings.map((encoding) => ({ value: encoding, label: t.encodings[encoding] }))}
					onChange={({ detail }) => change({ encoding: detail.value as Encoding })}
				/>
			</FormField>
			<FormField label={t.columns} stretch errorText={tried && count === 0 ? t.columnsMissing : undefined}>
				<Multiselect
					ariaLabel={t.columns}
					options={offered}
					hideTokens
					enableSelectAll
					selectedOptions={offered.filter(({ value: column }) => value.columns.includes(column))}
					placeholder={count === columns.length ? t.allColumns(count) : t.someColumns(count)}
					filteringType="auto"
					onChange={({ detail }) =>
						change({
							columns: columns.filter((column) => detail.selectedOptions.some((option) => option.value === column)),
						})
					}
				/>
			</FormField>
		</div>
	);
}
