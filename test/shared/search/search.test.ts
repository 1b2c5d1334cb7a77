import { describeSearches } from "./describe-searches.ts";

describeSearches();
