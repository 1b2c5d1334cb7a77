import { Events, type OAuth2Service, type TokenRequestIncomingMessage } from "oauth2-mock-server";

interface Login {
	tenant: string;
	account: string;
	role: string;
}

/** The account behind a code or refresh token. Lost when the process ends; browsers then have to log in again. */
interface Logins {
	/** Undefined for requests that contain their subject. */
	of(request: TokenRequestIncomingMessage): Login | undefined;
}

/** Keeps the account chosen on the login page until its tokens are fetched. */
export function rememberLogins(service: OAuth2Service): Logins {
	const byCode = new Map<string, Login>();
	const byRefreshToken = new Map<string, Login>();
	const of = ({ body }: TokenRequestIncomingMessage) => {
		const { code, refresh_token } = body as { code?: string; refresh_token?: string };
		return (code && byCode.get(code)) || (refresh_token && byRefreshToken.get(refresh_token)) || undefined;
	};
	service.on(Events.BeforeAuthorizeRedirect, ({ url }: { url: URL }, request: { url?: string }) => {
		const query = new URL(request.url ?? "", "http://issuer").searchParams;
		const [tenant, account] = [query.get("tenant"), query.get("account")];
		const code = url.searchParams.get("code");
		if (code && tenant && account) byCode.set(code, { tenant, account, role: query.get("role") ?? "any" });
	});
	service.on(Events.BeforeResponse, ({ body }: { body: unknown }, request: TokenRequestIncomingMessage) => {
		const login = of(request);
		const { refresh_token } = (body ?? {}) as { refresh_token?: string };
		if (login && refresh_token) byRefreshToken.set(refresh_token, login);
	});
	return { of };
}
