import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { useState } from "react";
import { trailKinds } from "../../../../shared/trail/model.ts";
import type { TrailQuery } from "../../api/trail.ts";
import { DateInput } from "../../components/date-input.tsx";
import { useTexts } from "../../components/language.tsx";
import { trailTexts } from "./texts.ts";

/** Day, account and kind; typed values apply on request. */
export function TrailFilter({ query, onChange }: { query: TrailQuery; onChange: (query: TrailQuery) => void }) {
	const t = useTexts(trailTexts);
	const [date, setDate] = useState(query.date);
	const [accountId, setAccountId] = useState(query.accountId ?? "");
	const [kind, setKind] = useState(query.kind ?? "");
	const kinds = [{ value: "", label: t.anyKind }, ...trailKinds.map((value) => ({ value, label: t.kinds[value] }))];
	const account = accountId.normalize("NFKC").trim();
	return (
		<Container>
			<form
				className="rk-trail-filter"
				onSubmit={(event) => {
					event.preventDefault();
					if (date) onChange({ date, ...(account ? { accountId: account } : {}), ...(kind ? { kind } : {}) });
				}}
			>
				<FormField label={t.date}>
					<DateInput label={t.date} value={date} onChange={setDate} />
				</FormField>
				<FormField label={t.kind}>
					<Select
						selectedOption={kinds.find(({ value }) => value === kind) ?? null}
						options={kinds}
						onChange={({ detail }) => setKind(detail.selectedOption.value ?? "")}
					/>
				</FormField>
				<FormField label={t.account} constraintText={t.accountHint}>
					<Input value={accountId} onChange={({ detail }) => setAccountId(detail.value)} />
				</FormField>
				<Button variant="primary">{t.search}</Button>
			</form>
		</Container>
	);
}
