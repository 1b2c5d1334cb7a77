/**
 * Who calls, according to the token. The directory decides what they may do, so that a withdrawn grant takes effect at
 * once.
 */
export interface Caller {
	tenantId: string;
	accountId: string;
}
