import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

export type RecordingFiles = ReturnType<typeof createRecordingFiles>;

export function createRecordingFiles(options: { region: string; endpoint?: string | undefined; bucket: string }) {
	const client = new S3Client({
		region: options.region,
		...(options.endpoint ? { endpoint: options.endpoint, forcePathStyle: true } : {}),
	});
	return {
		/** A URL that serves the object for a while under a name of its own. */
		presign(file: {
			objectKey: string;
			contentType: string;
			fileName: string;
			disposition: "inline" | "attachment";
			ttlSeconds: number;
		}): Promise<string> {
			const command = new GetObjectCommand({
				Bucket: options.bucket,
				Key: file.objectKey,
				ResponseContentType: file.contentType,
				ResponseContentDisposition: contentDisposition(file.disposition, file.fileName),
			});
			return getSignedUrl(client, command, { expiresIn: file.ttlSeconds });
		},
	};
}

/** RFC 6266: a plain ASCII name for old clients, the real one percent-encoded (RFC 8187 wants `'()*` encoded too). */
export function contentDisposition(disposition: "inline" | "attachment", fileName: string): string {
	const ascii = fileName.replace(/[^\x20-\x7e]/g, "_").replace(/["\\%]/g, "_");
	const encoded = encodeURIComponent(fileName).replace(
		/['()*]/g,
		(char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
	);
	return `${disposition}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
