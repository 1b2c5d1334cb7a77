import { mockClient } from "aws-sdk-client-mock";
import { onTestFinished } from "vitest";

/** Mocks all clients of a class until the test ends: files share their process, and with it the class. */
export const mockClientOnce: typeof mockClient = (client) => {
	const mocked = mockClient(client);
	onTestFinished(() => void mocked.restore());
	return mocked;
};
