// HAZARD: must come before the first file is touched: libuv reads it once. Its default of 4 threads lets reads
// of the image wait for writes to the disk.
process.env.UV_THREADPOOL_SIZE ??= '12';
