/** Stands for rows that are not rendered because they are off screen: as high as they would be together. */
export interface Spacer {
	callId: string;
	height: number;
}
