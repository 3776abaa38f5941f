import './process-settings.ts';

const { runProgram } = await import('./program.ts');
const { processShell } = await import('./shell.ts');

process.exitCode = await runProgram(process.argv.slice(2), processShell());
