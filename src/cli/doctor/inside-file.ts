import { open } from 'node:fs/promises';
import { writeFileDurably } from '../../authority/signer/index.ts';
import { fail, fault, ok, type Result } from '../../core/index.ts';
import { type InsideReport, insideReport } from '../../doctor/inside/index.ts';
import { readStandardInput, STANDARD } from '../standard-input.ts';
import { INSIDE_FILE_BYTES } from './limits.ts';

/** A report that was written on the server; `-`: from standard input. Faults: `insideReportUnreadable`, `insideReportInvalid`. */
export async function readInsideFile(file: string): Promise<Result<InsideReport>> {
  let text: string;
  try {
    text = file === STANDARD ? await readInput() : await readBounded(file);
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code ?? 'error';
    return fail(fault('insideReportUnreadable', { file, cause }));
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail(fault('insideReportInvalid', { file, where: 'JSON' }));
  }
  const parsed = insideReport.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [first] = parsed.error.issues;
  // the place, never what stands there
  const where = (first?.path ?? []).map(String).join('.').slice(0, PLACE_CHARACTERS);
  return fail(fault('insideReportInvalid', { file, where: where === '' ? 'kind' : where }));
}

/** Only its owner may read it: it tells of addresses, rules and programs. An older one of that name is replaced. Fault: `fileNotWritten`. */
export async function writeInsideFile(path: string, report: InsideReport): Promise<Result<void>> {
  try {
    await writeFileDurably(path, Buffer.from(`${JSON.stringify(report, null, 2)}\n`));
    return ok(undefined);
  } catch (error) {
    return fail(fault('fileNotWritten', { path, code: (error as NodeJS.ErrnoException).code ?? 'error' }));
  }
}

const PLACE_CHARACTERS = 100;

async function readInput(): Promise<string> {
  const text = await readStandardInput(INSIDE_FILE_BYTES);
  if (text === undefined) throw Object.assign(new Error('too large'), { code: 'too large' });
  return text;
}

async function readBounded(path: string): Promise<string> {
  const file = await open(path);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw Object.assign(new Error('no file'), { code: 'not a file' });
    if (stat.size > INSIDE_FILE_BYTES) throw Object.assign(new Error('too large'), { code: 'too large' });
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
