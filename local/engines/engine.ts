/** A stand-in for an AWS service, running on this machine. */
export interface Engine {
	url: string;
	stop(): Promise<void>;
}
