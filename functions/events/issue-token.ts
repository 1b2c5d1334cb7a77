import { lambda } from "../adapters/lambda.ts";
import { tokenHandler } from "../adapters/token.ts";

export const createHandler = tokenHandler();

export const handler = lambda(createHandler, {}, () => undefined);
