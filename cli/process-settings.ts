// HAZARD: must be the first import of the program: libuv and V8 read these once.
import '../agent/threads.ts';
import { enableCompileCache } from 'node:module';

// A third of the start is compiling.
enableCompileCache();
