// Runs in CloudFront, before its cache.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
function handler(event) {
	const request = event.request;
	if (!request.uri.startsWith("/console/")) {
		return { statusCode: 302, statusDescription: "Found", headers: { location: { value: "/console/" } } };
	}
	// In deeper paths, an id may end like a file name.
	if (!/^\/console\/(assets\/.+|[^/]+\.\w+)$/.test(request.uri)) request.uri = "/console/index.html";
	return request;
}
