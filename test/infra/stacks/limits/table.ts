import { dataLimits } from "./data-limits.ts";
import { edgeLimits } from "./edge-limits.ts";
import { functionLimits } from "./function-limits.ts";
import type { Limits } from "./limit.ts";
import { watchLimits } from "./watch-limits.ts";

/**
 * What each service accepts, by type of CloudFormation resource: according to the models of its API, and to the quotas
 * that no request can raise.
 */
export const limits: Record<string, Limits> = { ...dataLimits, ...functionLimits, ...watchLimits, ...edgeLimits };

/** Types in which nothing can be too long or too many: they have only references and switches. */
export const unlimited = ["AWS::Cognito::ManagedLoginBranding", "AWS::SNS::Subscription"];
