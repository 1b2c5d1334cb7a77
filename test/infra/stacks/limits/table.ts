import { dataLimits } from "./data-limits.ts";
import { edgeLimits } from "./edge-limits.ts";
import { functionLimits } from "./function-limits.ts";
import type { Limits } from "./limit.ts";
import { watchLimits } from "./watch-limits.ts";

/**
 * What each service takes, by the type of CloudFormation's resource: of the models of their APIs, and of their quotas
 * that no request can raise.
 */
export const limits: Record<string, Limits> = { ...dataLimits, ...functionLimits, ...watchLimits, ...edgeLimits };

/** Types of which nothing can be too long or too many: references and switches. */
export const unlimited = ["AWS::Cognito::ManagedLoginBranding", "AWS::SNS::Subscription"];
