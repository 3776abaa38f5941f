// HAZARD: must be the first import of the program: libuv and V8 read these once.
import { enableCompileCache } from 'node:module';

// libuv's default of 4 threads lets reads of the image wait for writes to the disk.
process.env.UV_THREADPOOL_SIZE ??= '12';

// A third of the start is compiling.
enableCompileCache();
