import { expect } from 'chai';
import { textKind } from '../../../agent/image/text-kind.ts';

describe('the kind of a text in the place of an image', () => {
  for (const [text, kind] of [
    ['<!DOCTYPE html><title>404</title>', 'an HTML page'],
    ['\n <html lang="en">', 'an HTML page'],
    ['<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'XML'],
    ['<Error/>', 'XML'],
    ['{"error": "no such image"}', 'JSON'],
    ['[]', 'JSON'],
    ['abc', 'text'],
    ['', null],
    ['\0\0\0', null],
    ['\u00ff<html>', null],
  ] as const)
    it(`is ${kind} for ${JSON.stringify(text.slice(0, 12))}`, () =>
      expect(textKind(Buffer.from(text, 'latin1'))).to.equal(kind));
});
