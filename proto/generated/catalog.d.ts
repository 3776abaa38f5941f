import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace bmv. */
export namespace bmv {

    /** Namespace v1. */
    namespace v1 {

        /** VolumeState enum. */
        enum VolumeState {

            /** VOLUME_STATE_UNSPECIFIED value */
            VOLUME_STATE_UNSPECIFIED = 0,

            /** VOLUME_STATE_CREATING value */
            VOLUME_STATE_CREATING = 1,

            /** VOLUME_STATE_AVAILABLE value */
            VOLUME_STATE_AVAILABLE = 2,

            /** VOLUME_STATE_RESERVED value */
            VOLUME_STATE_RESERVED = 3,

            /** VOLUME_STATE_IN_USE value */
            VOLUME_STATE_IN_USE = 4,

            /** VOLUME_STATE_EXTENDING value */
            VOLUME_STATE_EXTENDING = 5,

            /** VOLUME_STATE_RELEASING value */
            VOLUME_STATE_RELEASING = 6,

            /** VOLUME_STATE_RELEASED value */
            VOLUME_STATE_RELEASED = 7,

            /** VOLUME_STATE_MISSING value */
            VOLUME_STATE_MISSING = 8,

            /** VOLUME_STATE_ERROR value */
            VOLUME_STATE_ERROR = 9,

            /** VOLUME_STATE_QUARANTINED value */
            VOLUME_STATE_QUARANTINED = 10
        }

        /** Filesystem enum. */
        enum Filesystem {

            /** FILESYSTEM_UNSPECIFIED value */
            FILESYSTEM_UNSPECIFIED = 0,

            /** FILESYSTEM_NONE value */
            FILESYSTEM_NONE = 1,

            /** FILESYSTEM_EXT4 value */
            FILESYSTEM_EXT4 = 2,

            /** FILESYSTEM_XFS value */
            FILESYSTEM_XFS = 3,

            /** FILESYSTEM_SWAP value */
            FILESYSTEM_SWAP = 4,

            /** FILESYSTEM_UNKNOWN value */
            FILESYSTEM_UNKNOWN = 5
        }

        /** Encryption enum. */
        enum Encryption {

            /** ENCRYPTION_UNSPECIFIED value */
            ENCRYPTION_UNSPECIFIED = 0,

            /** ENCRYPTION_LUKS2 value */
            ENCRYPTION_LUKS2 = 1,

            /** ENCRYPTION_OPAQUE value */
            ENCRYPTION_OPAQUE = 2
        }

        /** TellWay enum. */
        enum TellWay {

            /** TELL_WAY_UNSPECIFIED value */
            TELL_WAY_UNSPECIFIED = 0,

            /** TELL_WAY_CLOUD_INIT value */
            TELL_WAY_CLOUD_INIT = 1,

            /** TELL_WAY_GPT_AUTO value */
            TELL_WAY_GPT_AUTO = 2,

            /** TELL_WAY_FSTAB value */
            TELL_WAY_FSTAB = 3,

            /** TELL_WAY_IGNITION value */
            TELL_WAY_IGNITION = 4,

            /** TELL_WAY_NONE value */
            TELL_WAY_NONE = 5
        }

        /** ProofKind enum. */
        enum ProofKind {

            /** PROOF_KIND_UNSPECIFIED value */
            PROOF_KIND_UNSPECIFIED = 0,

            /** PROOF_KIND_SAMPLE value */
            PROOF_KIND_SAMPLE = 1,

            /** PROOF_KIND_FULL value */
            PROOF_KIND_FULL = 2
        }

        /** JournalOperation enum. */
        enum JournalOperation {

            /** JOURNAL_OPERATION_UNSPECIFIED value */
            JOURNAL_OPERATION_UNSPECIFIED = 0,

            /** JOURNAL_OPERATION_DEPLOY value */
            JOURNAL_OPERATION_DEPLOY = 1,

            /** JOURNAL_OPERATION_CREATE value */
            JOURNAL_OPERATION_CREATE = 2,

            /** JOURNAL_OPERATION_ADOPT value */
            JOURNAL_OPERATION_ADOPT = 3,

            /** JOURNAL_OPERATION_RELEASE value */
            JOURNAL_OPERATION_RELEASE = 4,

            /** JOURNAL_OPERATION_RECOVER value */
            JOURNAL_OPERATION_RECOVER = 5,

            /** JOURNAL_OPERATION_EXTEND value */
            JOURNAL_OPERATION_EXTEND = 6,

            /** JOURNAL_OPERATION_ERASE value */
            JOURNAL_OPERATION_ERASE = 7
        }

        /** JournalPhase enum. */
        enum JournalPhase {

            /** JOURNAL_PHASE_UNSPECIFIED value */
            JOURNAL_PHASE_UNSPECIFIED = 0,

            /** JOURNAL_PHASE_PLANNED value */
            JOURNAL_PHASE_PLANNED = 1,

            /** JOURNAL_PHASE_SEALED value */
            JOURNAL_PHASE_SEALED = 2,

            /** JOURNAL_PHASE_VERIFIED value */
            JOURNAL_PHASE_VERIFIED = 3,

            /** JOURNAL_PHASE_COMMITTED value */
            JOURNAL_PHASE_COMMITTED = 4
        }

        /**
         * Properties of a Proof.
         * @deprecated Use bmv.v1.Proof.$Properties instead.
         */
        interface IProof extends bmv.v1.Proof.$Properties {
        }

        /** Represents a Proof. */
        class Proof {

            /**
             * Constructs a new Proof.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Proof.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Proof kind. */
            kind: bmv.v1.ProofKind;

            /** Proof seed. */
            seed: string;

            /** Proof digest. */
            digest: string;

            /** Proof bytesRead. */
            bytesRead: (number|Long);

            /**
             * Encodes the specified Proof message. Does not implicitly {@link bmv.v1.Proof.verify|verify} messages.
             * @param message Proof message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Proof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Proof message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Proof & bmv.v1.Proof.$Shape} Proof
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Proof & bmv.v1.Proof.$Shape;

            /**
             * Verifies a Proof message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Proof message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Proof
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Proof;

            /**
             * Creates a plain object from a Proof message. Also converts values to other types if specified.
             * @param message Proof
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Proof, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Proof to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Proof {

            /** Properties of a Proof. */
            interface $Properties {

                /** Proof kind */
                kind?: (bmv.v1.ProofKind|null);

                /** Proof seed */
                seed?: (string|null);

                /** Proof digest */
                digest?: (string|null);

                /** Proof bytesRead */
                bytesRead?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Proof. */
            type $Shape = bmv.v1.Proof.$Properties;
        }

        /**
         * Properties of a StoredEntry.
         * @deprecated Use bmv.v1.StoredEntry.$Properties instead.
         */
        interface IStoredEntry extends bmv.v1.StoredEntry.$Properties {
        }

        /** Represents a StoredEntry. */
        class StoredEntry {

            /**
             * Constructs a new StoredEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.StoredEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StoredEntry number. */
            number: number;

            /** StoredEntry raw. */
            raw: Uint8Array;

            /**
             * Encodes the specified StoredEntry message. Does not implicitly {@link bmv.v1.StoredEntry.verify|verify} messages.
             * @param message StoredEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.StoredEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StoredEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.StoredEntry & bmv.v1.StoredEntry.$Shape} StoredEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.StoredEntry & bmv.v1.StoredEntry.$Shape;

            /**
             * Verifies a StoredEntry message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a StoredEntry message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns StoredEntry
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.StoredEntry;

            /**
             * Creates a plain object from a StoredEntry message. Also converts values to other types if specified.
             * @param message StoredEntry
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.StoredEntry, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this StoredEntry to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace StoredEntry {

            /** Properties of a StoredEntry. */
            interface $Properties {

                /** StoredEntry number */
                number?: (number|null);

                /** StoredEntry raw */
                raw?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StoredEntry. */
            type $Shape = bmv.v1.StoredEntry.$Properties;
        }

        /**
         * Properties of a Claim.
         * @deprecated Use bmv.v1.Claim.$Properties instead.
         */
        interface IClaim extends bmv.v1.Claim.$Properties {
        }

        /** Represents a Claim. */
        class Claim {

            /**
             * Constructs a new Claim.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Claim.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Claim id. */
            id: string;

            /** Claim name. */
            name: string;

            /** Claim project. */
            project: string;

            /** Claim state. */
            state: bmv.v1.VolumeState;

            /** Claim offset. */
            offset: (number|Long);

            /** Claim length. */
            length: (number|Long);

            /** Claim filesystem. */
            filesystem: bmv.v1.Filesystem;

            /** Claim label. */
            label: string;

            /** Claim mountPoint. */
            mountPoint: string;

            /** Claim entry. */
            entry?: (bmv.v1.StoredEntry.$Properties|null);

            /** Claim createdAtMs. */
            createdAtMs: (number|Long);

            /** Claim proof. */
            proof?: (bmv.v1.Proof.$Properties|null);

            /** Claim tell. */
            tell: bmv.v1.TellWay[];

            /** Claim toldByType. */
            toldByType: boolean;

            /** Claim bootable. */
            bootable: boolean;

            /** Claim imageName. */
            imageName: string;

            /** Claim imageChecksum. */
            imageChecksum: string;

            /** Claim encryption. */
            encryption: bmv.v1.Encryption;

            /**
             * Encodes the specified Claim message. Does not implicitly {@link bmv.v1.Claim.verify|verify} messages.
             * @param message Claim message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Claim.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Claim message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Claim & bmv.v1.Claim.$Shape} Claim
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Claim & bmv.v1.Claim.$Shape;

            /**
             * Verifies a Claim message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Claim message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Claim
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Claim;

            /**
             * Creates a plain object from a Claim message. Also converts values to other types if specified.
             * @param message Claim
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Claim, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Claim to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Claim {

            /** Properties of a Claim. */
            interface $Properties {

                /** Claim id */
                id?: (string|null);

                /** Claim name */
                name?: (string|null);

                /** Claim project */
                project?: (string|null);

                /** Claim state */
                state?: (bmv.v1.VolumeState|null);

                /** Claim offset */
                offset?: (number|Long|null);

                /** Claim length */
                length?: (number|Long|null);

                /** Claim filesystem */
                filesystem?: (bmv.v1.Filesystem|null);

                /** Claim label */
                label?: (string|null);

                /** Claim mountPoint */
                mountPoint?: (string|null);

                /** Claim entry */
                entry?: (bmv.v1.StoredEntry.$Properties|null);

                /** Claim createdAtMs */
                createdAtMs?: (number|Long|null);

                /** Claim proof */
                proof?: (bmv.v1.Proof.$Properties|null);

                /** Claim tell */
                tell?: (bmv.v1.TellWay[]|null);

                /** Claim toldByType */
                toldByType?: (boolean|null);

                /** Claim bootable */
                bootable?: (boolean|null);

                /** Claim imageName */
                imageName?: (string|null);

                /** Claim imageChecksum */
                imageChecksum?: (string|null);

                /** Claim encryption */
                encryption?: (bmv.v1.Encryption|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Claim. */
            type $Shape = bmv.v1.Claim.$Properties;
        }

        /**
         * Properties of a DiskIdentity.
         * @deprecated Use bmv.v1.DiskIdentity.$Properties instead.
         */
        interface IDiskIdentity extends bmv.v1.DiskIdentity.$Properties {
        }

        /** Represents a DiskIdentity. */
        class DiskIdentity {

            /**
             * Constructs a new DiskIdentity.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.DiskIdentity.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DiskIdentity serial. */
            serial?: (string|null);

            /** DiskIdentity wwn. */
            wwn?: (string|null);

            /** DiskIdentity diskGuid. */
            diskGuid?: (string|null);

            /** DiskIdentity sizeBytes. */
            sizeBytes: (number|Long);

            /** DiskIdentity sectorBytes. */
            sectorBytes: number;

            /**
             * Encodes the specified DiskIdentity message. Does not implicitly {@link bmv.v1.DiskIdentity.verify|verify} messages.
             * @param message DiskIdentity message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.DiskIdentity.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DiskIdentity message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.DiskIdentity & bmv.v1.DiskIdentity.$Shape} DiskIdentity
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.DiskIdentity & bmv.v1.DiskIdentity.$Shape;

            /**
             * Verifies a DiskIdentity message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a DiskIdentity message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns DiskIdentity
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.DiskIdentity;

            /**
             * Creates a plain object from a DiskIdentity message. Also converts values to other types if specified.
             * @param message DiskIdentity
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.DiskIdentity, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this DiskIdentity to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace DiskIdentity {

            /** Properties of a DiskIdentity. */
            interface $Properties {

                /** DiskIdentity serial */
                serial?: (string|null);

                /** DiskIdentity wwn */
                wwn?: (string|null);

                /** DiskIdentity diskGuid */
                diskGuid?: (string|null);

                /** DiskIdentity sizeBytes */
                sizeBytes?: (number|Long|null);

                /** DiskIdentity sectorBytes */
                sectorBytes?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DiskIdentity. */
            type $Shape = bmv.v1.DiskIdentity.$Properties;
        }

        /**
         * Properties of a StoredTable.
         * @deprecated Use bmv.v1.StoredTable.$Properties instead.
         */
        interface IStoredTable extends bmv.v1.StoredTable.$Properties {
        }

        /** Represents a StoredTable. */
        class StoredTable {

            /**
             * Constructs a new StoredTable.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.StoredTable.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StoredTable diskGuid. */
            diskGuid: string;

            /** StoredTable entrySize. */
            entrySize: number;

            /** StoredTable entryCount. */
            entryCount: number;

            /** StoredTable entries. */
            entries: bmv.v1.StoredEntry.$Properties[];

            /**
             * Encodes the specified StoredTable message. Does not implicitly {@link bmv.v1.StoredTable.verify|verify} messages.
             * @param message StoredTable message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.StoredTable.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StoredTable message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.StoredTable & bmv.v1.StoredTable.$Shape} StoredTable
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.StoredTable & bmv.v1.StoredTable.$Shape;

            /**
             * Verifies a StoredTable message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a StoredTable message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns StoredTable
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.StoredTable;

            /**
             * Creates a plain object from a StoredTable message. Also converts values to other types if specified.
             * @param message StoredTable
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.StoredTable, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this StoredTable to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace StoredTable {

            /** Properties of a StoredTable. */
            interface $Properties {

                /** StoredTable diskGuid */
                diskGuid?: (string|null);

                /** StoredTable entrySize */
                entrySize?: (number|null);

                /** StoredTable entryCount */
                entryCount?: (number|null);

                /** StoredTable entries */
                entries?: (bmv.v1.StoredEntry.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StoredTable. */
            type $Shape = bmv.v1.StoredTable.$Properties;
        }

        /**
         * Properties of a JournalKept.
         * @deprecated Use bmv.v1.JournalKept.$Properties instead.
         */
        interface IJournalKept extends bmv.v1.JournalKept.$Properties {
        }

        /** Represents a JournalKept. */
        class JournalKept {

            /**
             * Constructs a new JournalKept.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.JournalKept.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** JournalKept entry. */
            entry?: (bmv.v1.StoredEntry.$Properties|null);

            /** JournalKept offset. */
            offset: (number|Long);

            /** JournalKept length. */
            length: (number|Long);

            /** JournalKept proof. */
            proof?: (bmv.v1.Proof.$Properties|null);

            /**
             * Encodes the specified JournalKept message. Does not implicitly {@link bmv.v1.JournalKept.verify|verify} messages.
             * @param message JournalKept message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.JournalKept.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a JournalKept message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.JournalKept & bmv.v1.JournalKept.$Shape} JournalKept
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.JournalKept & bmv.v1.JournalKept.$Shape;

            /**
             * Verifies a JournalKept message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a JournalKept message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns JournalKept
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.JournalKept;

            /**
             * Creates a plain object from a JournalKept message. Also converts values to other types if specified.
             * @param message JournalKept
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.JournalKept, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this JournalKept to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace JournalKept {

            /** Properties of a JournalKept. */
            interface $Properties {

                /** JournalKept entry */
                entry?: (bmv.v1.StoredEntry.$Properties|null);

                /** JournalKept offset */
                offset?: (number|Long|null);

                /** JournalKept length */
                length?: (number|Long|null);

                /** JournalKept proof */
                proof?: (bmv.v1.Proof.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a JournalKept. */
            type $Shape = bmv.v1.JournalKept.$Properties;
        }

        /**
         * Properties of a Journal.
         * @deprecated Use bmv.v1.Journal.$Properties instead.
         */
        interface IJournal extends bmv.v1.Journal.$Properties {
        }

        /** Represents a Journal. */
        class Journal {

            /**
             * Constructs a new Journal.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Journal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Journal operation. */
            operation: bmv.v1.JournalOperation;

            /** Journal phase. */
            phase: bmv.v1.JournalPhase;

            /** Journal startedAtMs. */
            startedAtMs: (number|Long);

            /** Journal kept. */
            kept: bmv.v1.JournalKept.$Properties[];

            /** Journal sealed. */
            sealed?: (bmv.v1.StoredTable.$Properties|null);

            /** Journal final. */
            final?: (bmv.v1.StoredTable.$Properties|null);

            /** Journal imageName. */
            imageName: string;

            /** Journal imageChecksum. */
            imageChecksum: string;

            /** Journal bootSector. */
            bootSector: Uint8Array;

            /** Journal volumeId. */
            volumeId: string;

            /** Journal erase. */
            erase: string;

            /**
             * Encodes the specified Journal message. Does not implicitly {@link bmv.v1.Journal.verify|verify} messages.
             * @param message Journal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Journal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Journal message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Journal & bmv.v1.Journal.$Shape} Journal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Journal & bmv.v1.Journal.$Shape;

            /**
             * Verifies a Journal message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Journal message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Journal
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Journal;

            /**
             * Creates a plain object from a Journal message. Also converts values to other types if specified.
             * @param message Journal
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Journal, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Journal to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Journal {

            /** Properties of a Journal. */
            interface $Properties {

                /** Journal operation */
                operation?: (bmv.v1.JournalOperation|null);

                /** Journal phase */
                phase?: (bmv.v1.JournalPhase|null);

                /** Journal startedAtMs */
                startedAtMs?: (number|Long|null);

                /** Journal kept */
                kept?: (bmv.v1.JournalKept.$Properties[]|null);

                /** Journal sealed */
                sealed?: (bmv.v1.StoredTable.$Properties|null);

                /** Journal final */
                final?: (bmv.v1.StoredTable.$Properties|null);

                /** Journal imageName */
                imageName?: (string|null);

                /** Journal imageChecksum */
                imageChecksum?: (string|null);

                /** Journal bootSector */
                bootSector?: (Uint8Array|null);

                /** Journal volumeId */
                volumeId?: (string|null);

                /** Journal erase */
                erase?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Journal. */
            type $Shape = bmv.v1.Journal.$Properties;
        }

        /**
         * Properties of a Catalog.
         * @deprecated Use bmv.v1.Catalog.$Properties instead.
         */
        interface ICatalog extends bmv.v1.Catalog.$Properties {
        }

        /** Represents a Catalog. */
        class Catalog {

            /**
             * Constructs a new Catalog.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Catalog.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Catalog identity. */
            identity?: (bmv.v1.DiskIdentity.$Properties|null);

            /** Catalog claims. */
            claims: bmv.v1.Claim.$Properties[];

            /** Catalog journal. */
            journal?: (bmv.v1.Journal.$Properties|null);

            /**
             * Encodes the specified Catalog message. Does not implicitly {@link bmv.v1.Catalog.verify|verify} messages.
             * @param message Catalog message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Catalog.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Catalog message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Catalog & bmv.v1.Catalog.$Shape} Catalog
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Catalog & bmv.v1.Catalog.$Shape;

            /**
             * Verifies a Catalog message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Catalog message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Catalog
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Catalog;

            /**
             * Creates a plain object from a Catalog message. Also converts values to other types if specified.
             * @param message Catalog
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Catalog, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Catalog to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Catalog {

            /** Properties of a Catalog. */
            interface $Properties {

                /** Catalog identity */
                identity?: (bmv.v1.DiskIdentity.$Properties|null);

                /** Catalog claims */
                claims?: (bmv.v1.Claim.$Properties[]|null);

                /** Catalog journal */
                journal?: (bmv.v1.Journal.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Catalog. */
            type $Shape = bmv.v1.Catalog.$Properties;
        }
    }
}
