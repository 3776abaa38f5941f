import { BmvError } from '../../../proto/error.ts';

/** Of a file that may be sound, but is of a kind that is not read here. */
export function unsupported(name: string, what: string, wayOut?: string): BmvError {
  const convert = `convert it (qemu-img convert -O qcow2 ${name} image.qcow2)`;
  return new BmvError('IMAGE_FORMAT_UNSUPPORTED', `${name} ${what}; ${wayOut ?? convert}`, { path: name });
}

/** Of a file whose tables no program would write so. `offset`: in the file, bytes. */
export function damaged(name: string, what: string, offset = 0): BmvError {
  return new BmvError(
    'IMAGE_CORRUPT',
    `${name} is a damaged qcow2 image: ${what}; get it again, or look at it with qemu-img check`,
    { path: name, offset },
  );
}

/** Of a file that ends before what its tables name. */
export function endsEarly(name: string, what: string, offset: number): BmvError {
  return new BmvError(
    'IMAGE_TRUNCATED',
    `${name} is truncated: it ends before ${what} at ${offset}; get it again`,
    {
      path: name,
      offset,
    },
  );
}

/** Of tables that are not the ones that were read before. */
export function replaced(name: string): BmvError {
  return new BmvError('IMAGE_CHANGED', `${name} is another image than when its head was read; start again`, {
    path: name,
  });
}
