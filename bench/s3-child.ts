import { join } from "node:path";
import type { DataFolder } from "../local/data-folder.ts";
import { startS3 } from "../local/engines/s3.ts";
import { choosePorts } from "../local/ports.ts";

// node bench/s3-child.ts FOLDER BUCKET …: the embedded S3 in a separate process. Prints its address.
const [folder = "", ...buckets] = process.argv.slice(2);
const { port } = await choosePorts(["port"], {});
const { url } = await startS3({ file: (name) => join(folder, name) } as DataFolder, port, buckets);
console.log(url);
