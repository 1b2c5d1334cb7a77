/** Stands for rows that are not there because nobody sees them: as high as they would be together. */
export interface Spacer {
	callId: string;
	height: number;
}
