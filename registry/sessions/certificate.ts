import { X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

const NODE_URI = /^URI:urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/**
 * The node that a certificate's subject alternative name vouches for: its one `URI:urn:uuid:<node>`. Null where there is
 * none or more than one.
 */
export function nodeOfSubject(subjectAltName: string | undefined): string | null {
  // HAZARD: Node puts a name with special characters in quotes; splitting that could invent a URI.
  if (!subjectAltName || subjectAltName.includes('"')) return null;
  const nodes = subjectAltName.split(', ').map((name) => NODE_URI.exec(name)?.[1]?.toLowerCase());
  const found = nodes.filter((node) => node !== undefined);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** What the other end of a TLS connection showed. */
export interface ClientCertificate {
  /** Signed by the CA of agents, and in its time. */
  readonly isValid: boolean;
  readonly node: string | null;
}

/** Null without TLS, and where no certificate was shown. */
export function clientCertificate(socket: Duplex): ClientCertificate | null {
  if (!(socket instanceof TLSSocket)) return null;
  const certificate = socket.getPeerX509Certificate();
  if (!(certificate instanceof X509Certificate)) return null;
  return { isValid: socket.authorized, node: nodeOfSubject(certificate.subjectAltName) };
}
