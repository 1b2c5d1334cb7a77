/** Who calls, as the token says. What they may do is the directory's to say, so that a withdrawn grant counts at once. */
export interface Caller {
	tenantId: string;
	accountId: string;
}
