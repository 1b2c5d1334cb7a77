import { stages } from "./config.ts";
import { createApp, createStage } from "./stage.ts";

const app = createApp();
for (const stage of Object.keys(stages)) createStage(app, stage);
