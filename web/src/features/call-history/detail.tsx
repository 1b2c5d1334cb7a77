import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useRef, useState } from "react";
import type { Versioned } from "../../api/call-histories.ts";
import { useMe } from "../../api/caller.ts";
import { useTexts } from "../../components/language.tsx";
import { useShortcuts } from "../../components/shortcuts.ts";
import type { RecordWalk } from "../in-a-row/use-record-walk.ts";
import { Recordings } from "../recording/recordings.tsx";
import { formTexts } from "../search/form-texts.ts";
import { RecordAccesses } from "../trail/record-accesses.tsx";
import { Corrections } from "./corrections.tsx";
import { EditForm } from "./edit-form.tsx";
import { fieldsOf, OutcomeFields } from "./fields.tsx";
import { keptDraft } from "./kept-draft.ts";
import { detailTexts } from "./texts.ts";

export function Detail({ record, walk }: { record: Versioned; walk: RecordWalk }) {
	const t = useTexts(detailTexts);
	const f = useTexts(formTexts);
	const { role } = useMe();
	const { detail } = record;
	const [isEditing, edit] = useState(
		() => detail.editable.allowed && (walk.goesOnEditing || keptDraft(detail.callId) !== undefined),
	);
	const outcome = useRef<HTMLDivElement>(null);
	const goesOn = useRef(isEditing && walk.goesOnEditing);
	const wasEditing = useRef(isEditing && !goesOn.current);
	useShortcuts({ e: () => detail.editable.allowed && edit(true) });
	useEffect(() => {
		if (wasEditing.current === isEditing) return;
		wasEditing.current = isEditing;
		if (goesOn.current) outcome.current?.scrollIntoView({ block: "center" });
		goesOn.current = false;
		// The pressed button has been removed with its surroundings.
		outcome.current?.querySelector<HTMLElement>(isEditing ? "input" : "button")?.focus({ preventScroll: true });
	}, [isEditing]);
	const { editable, recordings } = detail;
	const { customer, call, record: own } = fieldsOf(detail, t, f);
	return (
		<SpaceBetween size="l">
			<Container header={<Header variant="h2">{t.recording}</Header>}>
				{recordings.length > 0 ? (
					<Recordings callId={detail.callId} recordings={recordings} />
				) : (
					<Box color="text-body-secondary">{t.noRecording}</Box>
				)}
			</Container>
			<div ref={outcome}>
				{isEditing ? (
					<EditForm record={record} walk={walk} onClose={() => edit(false)} />
				) : (
					<Container
						header={
							<Header
								variant="h2"
								actions={
									<Button disabled={!editable.allowed} onClick={() => edit(true)}>
										{t.edit}
									</Button>
								}
							>
								{t.answer}
							</Header>
						}
					>
						<SpaceBetween size="m">
							{editable.reason && <Alert type="info">{t.reasons[editable.reason]}</Alert>}
							<OutcomeFields detail={detail} />
						</SpaceBetween>
					</Container>
				)}
			</div>
			<Container header={<Header variant="h2">{t.customer}</Header>}>
				<KeyValuePairs columns={4} minColumnWidth={180} items={customer} />
			</Container>
			<Container header={<Header variant="h2">{t.call}</Header>}>
				<KeyValuePairs columns={4} minColumnWidth={180} items={call} />
			</Container>
			<Container header={<Header variant="h2">{t.record}</Header>}>
				<KeyValuePairs columns={4} minColumnWidth={180} items={own} />
			</Container>
			<Corrections detail={detail} />
			{role === "admin" && <RecordAccesses callId={detail.callId} recordings={recordings} />}
		</SpaceBetween>
	);
}
