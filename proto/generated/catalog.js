/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $String = $util.global.String, $Number = $util.global.Number, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt, $Array = $util.global.Array, $Boolean = $util.global.Boolean;

// Exported root namespace
const $root = $protobuf.roots["__bmv_catalog"] || ($protobuf.roots["__bmv_catalog"] = {});

export const bmv = $root.bmv = (() => {

    /**
     * Namespace bmv.
     * @exports bmv
     * @namespace
     */
    const bmv = {};

    bmv.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof bmv
         * @namespace
         */
        const v1 = {};

        /**
         * VolumeState enum.
         * @name bmv.v1.VolumeState
         * @enum {number}
         * @property {number} VOLUME_STATE_UNSPECIFIED=0 VOLUME_STATE_UNSPECIFIED value
         * @property {number} VOLUME_STATE_CREATING=1 VOLUME_STATE_CREATING value
         * @property {number} VOLUME_STATE_AVAILABLE=2 VOLUME_STATE_AVAILABLE value
         * @property {number} VOLUME_STATE_RESERVED=3 VOLUME_STATE_RESERVED value
         * @property {number} VOLUME_STATE_IN_USE=4 VOLUME_STATE_IN_USE value
         * @property {number} VOLUME_STATE_EXTENDING=5 VOLUME_STATE_EXTENDING value
         * @property {number} VOLUME_STATE_RELEASING=6 VOLUME_STATE_RELEASING value
         * @property {number} VOLUME_STATE_RELEASED=7 VOLUME_STATE_RELEASED value
         * @property {number} VOLUME_STATE_MISSING=8 VOLUME_STATE_MISSING value
         * @property {number} VOLUME_STATE_ERROR=9 VOLUME_STATE_ERROR value
         * @property {number} VOLUME_STATE_QUARANTINED=10 VOLUME_STATE_QUARANTINED value
         */
        v1.VolumeState = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "VOLUME_STATE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "VOLUME_STATE_CREATING"] = 1;
            values[valuesById[2] = "VOLUME_STATE_AVAILABLE"] = 2;
            values[valuesById[3] = "VOLUME_STATE_RESERVED"] = 3;
            values[valuesById[4] = "VOLUME_STATE_IN_USE"] = 4;
            values[valuesById[5] = "VOLUME_STATE_EXTENDING"] = 5;
            values[valuesById[6] = "VOLUME_STATE_RELEASING"] = 6;
            values[valuesById[7] = "VOLUME_STATE_RELEASED"] = 7;
            values[valuesById[8] = "VOLUME_STATE_MISSING"] = 8;
            values[valuesById[9] = "VOLUME_STATE_ERROR"] = 9;
            values[valuesById[10] = "VOLUME_STATE_QUARANTINED"] = 10;
            return values;
        })();

        /**
         * Filesystem enum.
         * @name bmv.v1.Filesystem
         * @enum {number}
         * @property {number} FILESYSTEM_UNSPECIFIED=0 FILESYSTEM_UNSPECIFIED value
         * @property {number} FILESYSTEM_NONE=1 FILESYSTEM_NONE value
         * @property {number} FILESYSTEM_EXT4=2 FILESYSTEM_EXT4 value
         * @property {number} FILESYSTEM_XFS=3 FILESYSTEM_XFS value
         * @property {number} FILESYSTEM_SWAP=4 FILESYSTEM_SWAP value
         * @property {number} FILESYSTEM_UNKNOWN=5 FILESYSTEM_UNKNOWN value
         */
        v1.Filesystem = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "FILESYSTEM_UNSPECIFIED"] = 0;
            values[valuesById[1] = "FILESYSTEM_NONE"] = 1;
            values[valuesById[2] = "FILESYSTEM_EXT4"] = 2;
            values[valuesById[3] = "FILESYSTEM_XFS"] = 3;
            values[valuesById[4] = "FILESYSTEM_SWAP"] = 4;
            values[valuesById[5] = "FILESYSTEM_UNKNOWN"] = 5;
            return values;
        })();

        /**
         * Encryption enum.
         * @name bmv.v1.Encryption
         * @enum {number}
         * @property {number} ENCRYPTION_UNSPECIFIED=0 ENCRYPTION_UNSPECIFIED value
         * @property {number} ENCRYPTION_LUKS2=1 ENCRYPTION_LUKS2 value
         * @property {number} ENCRYPTION_OPAQUE=2 ENCRYPTION_OPAQUE value
         */
        v1.Encryption = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "ENCRYPTION_UNSPECIFIED"] = 0;
            values[valuesById[1] = "ENCRYPTION_LUKS2"] = 1;
            values[valuesById[2] = "ENCRYPTION_OPAQUE"] = 2;
            return values;
        })();

        /**
         * TellWay enum.
         * @name bmv.v1.TellWay
         * @enum {number}
         * @property {number} TELL_WAY_UNSPECIFIED=0 TELL_WAY_UNSPECIFIED value
         * @property {number} TELL_WAY_CLOUD_INIT=1 TELL_WAY_CLOUD_INIT value
         * @property {number} TELL_WAY_GPT_AUTO=2 TELL_WAY_GPT_AUTO value
         * @property {number} TELL_WAY_FSTAB=3 TELL_WAY_FSTAB value
         * @property {number} TELL_WAY_IGNITION=4 TELL_WAY_IGNITION value
         * @property {number} TELL_WAY_NONE=5 TELL_WAY_NONE value
         */
        v1.TellWay = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "TELL_WAY_UNSPECIFIED"] = 0;
            values[valuesById[1] = "TELL_WAY_CLOUD_INIT"] = 1;
            values[valuesById[2] = "TELL_WAY_GPT_AUTO"] = 2;
            values[valuesById[3] = "TELL_WAY_FSTAB"] = 3;
            values[valuesById[4] = "TELL_WAY_IGNITION"] = 4;
            values[valuesById[5] = "TELL_WAY_NONE"] = 5;
            return values;
        })();

        /**
         * ProofKind enum.
         * @name bmv.v1.ProofKind
         * @enum {number}
         * @property {number} PROOF_KIND_UNSPECIFIED=0 PROOF_KIND_UNSPECIFIED value
         * @property {number} PROOF_KIND_SAMPLE=1 PROOF_KIND_SAMPLE value
         * @property {number} PROOF_KIND_FULL=2 PROOF_KIND_FULL value
         */
        v1.ProofKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "PROOF_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "PROOF_KIND_SAMPLE"] = 1;
            values[valuesById[2] = "PROOF_KIND_FULL"] = 2;
            return values;
        })();

        /**
         * JournalOperation enum.
         * @name bmv.v1.JournalOperation
         * @enum {number}
         * @property {number} JOURNAL_OPERATION_UNSPECIFIED=0 JOURNAL_OPERATION_UNSPECIFIED value
         * @property {number} JOURNAL_OPERATION_DEPLOY=1 JOURNAL_OPERATION_DEPLOY value
         * @property {number} JOURNAL_OPERATION_CREATE=2 JOURNAL_OPERATION_CREATE value
         * @property {number} JOURNAL_OPERATION_ADOPT=3 JOURNAL_OPERATION_ADOPT value
         * @property {number} JOURNAL_OPERATION_RELEASE=4 JOURNAL_OPERATION_RELEASE value
         * @property {number} JOURNAL_OPERATION_RECOVER=5 JOURNAL_OPERATION_RECOVER value
         * @property {number} JOURNAL_OPERATION_EXTEND=6 JOURNAL_OPERATION_EXTEND value
         * @property {number} JOURNAL_OPERATION_ERASE=7 JOURNAL_OPERATION_ERASE value
         */
        v1.JournalOperation = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "JOURNAL_OPERATION_UNSPECIFIED"] = 0;
            values[valuesById[1] = "JOURNAL_OPERATION_DEPLOY"] = 1;
            values[valuesById[2] = "JOURNAL_OPERATION_CREATE"] = 2;
            values[valuesById[3] = "JOURNAL_OPERATION_ADOPT"] = 3;
            values[valuesById[4] = "JOURNAL_OPERATION_RELEASE"] = 4;
            values[valuesById[5] = "JOURNAL_OPERATION_RECOVER"] = 5;
            values[valuesById[6] = "JOURNAL_OPERATION_EXTEND"] = 6;
            values[valuesById[7] = "JOURNAL_OPERATION_ERASE"] = 7;
            return values;
        })();

        /**
         * JournalPhase enum.
         * @name bmv.v1.JournalPhase
         * @enum {number}
         * @property {number} JOURNAL_PHASE_UNSPECIFIED=0 JOURNAL_PHASE_UNSPECIFIED value
         * @property {number} JOURNAL_PHASE_PLANNED=1 JOURNAL_PHASE_PLANNED value
         * @property {number} JOURNAL_PHASE_SEALED=2 JOURNAL_PHASE_SEALED value
         * @property {number} JOURNAL_PHASE_VERIFIED=3 JOURNAL_PHASE_VERIFIED value
         * @property {number} JOURNAL_PHASE_COMMITTED=4 JOURNAL_PHASE_COMMITTED value
         */
        v1.JournalPhase = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "JOURNAL_PHASE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "JOURNAL_PHASE_PLANNED"] = 1;
            values[valuesById[2] = "JOURNAL_PHASE_SEALED"] = 2;
            values[valuesById[3] = "JOURNAL_PHASE_VERIFIED"] = 3;
            values[valuesById[4] = "JOURNAL_PHASE_COMMITTED"] = 4;
            return values;
        })();

        v1.Proof = (function() {

            /**
             * Properties of a Proof.
             * @typedef {Object} bmv.v1.Proof.$Properties
             * @property {bmv.v1.ProofKind|null} [kind] Proof kind
             * @property {string|null} [seed] Proof seed
             * @property {string|null} [digest] Proof digest
             * @property {number|Long|null} [bytesRead] Proof bytesRead
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Proof.
             * @memberof bmv.v1
             * @interface IProof
             * @augments bmv.v1.Proof.$Properties
             * @deprecated Use bmv.v1.Proof.$Properties instead.
             */

            /**
             * Shape of a Proof.
             * @typedef {bmv.v1.Proof.$Properties} bmv.v1.Proof.$Shape
             */

            /**
             * Constructs a new Proof.
             * @memberof bmv.v1
             * @classdesc Represents a Proof.
             * @constructor
             * @param {bmv.v1.Proof.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Proof = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Proof kind.
             * @member {bmv.v1.ProofKind} kind
             * @memberof bmv.v1.Proof
             * @instance
             */
            Proof.prototype.kind = 0;

            /**
             * Proof seed.
             * @member {string} seed
             * @memberof bmv.v1.Proof
             * @instance
             */
            Proof.prototype.seed = "";

            /**
             * Proof digest.
             * @member {string} digest
             * @memberof bmv.v1.Proof
             * @instance
             */
            Proof.prototype.digest = "";

            /**
             * Proof bytesRead.
             * @member {number|Long} bytesRead
             * @memberof bmv.v1.Proof
             * @instance
             */
            Proof.prototype.bytesRead = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Proof message. Does not implicitly {@link bmv.v1.Proof.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Proof
             * @static
             * @param {bmv.v1.Proof.$Properties} message Proof message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Proof.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
                if (message.seed != null && $Object.hasOwnProperty.call(message, "seed") && message.seed !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.seed);
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.digest);
                if (message.bytesRead != null && $Object.hasOwnProperty.call(message, "bytesRead") && (typeof message.bytesRead === "object" ? message.bytesRead.low || message.bytesRead.high : message.bytesRead !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.bytesRead);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Proof message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Proof
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Proof & bmv.v1.Proof.$Shape} Proof
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Proof.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bmv.v1.Proof();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.seed = value;
                            else
                                delete message.seed;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.digest = value;
                            else
                                delete message.digest;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bytesRead = value;
                            else
                                delete message.bytesRead;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a Proof message.
             * @function verify
             * @memberof bmv.v1.Proof
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Proof.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    if (typeof message.kind !== "number" || (message.kind | 0) !== message.kind)
                        return "kind: enum value expected";
                if (message.seed != null && $Object.hasOwnProperty.call(message, "seed"))
                    if (!$util.isString(message.seed))
                        return "seed: string expected";
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest"))
                    if (!$util.isString(message.digest))
                        return "digest: string expected";
                if (message.bytesRead != null && $Object.hasOwnProperty.call(message, "bytesRead"))
                    if (!$util.isInteger(message.bytesRead) && !(message.bytesRead && $util.isInteger(message.bytesRead.low) && $util.isInteger(message.bytesRead.high)))
                        return "bytesRead: integer|Long expected";
                return null;
            };

            /**
             * Creates a Proof message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Proof
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Proof} Proof
             */
            Proof.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Proof)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Proof: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Proof();
                if (object.kind !== 0 && (typeof object.kind !== "string" || $root.bmv.v1.ProofKind[object.kind] !== 0))
                    switch (object.kind) {
                    case "PROOF_KIND_UNSPECIFIED":
                    case 0:
                        message.kind = 0;
                        break;
                    case "PROOF_KIND_SAMPLE":
                    case 1:
                        message.kind = 1;
                        break;
                    case "PROOF_KIND_FULL":
                    case 2:
                        message.kind = 2;
                        break;
                    default:
                        if (typeof object.kind === "number" && (object.kind | 0) === object.kind)
                            message.kind = object.kind;
                    }
                if (object.seed != null)
                    if (typeof object.seed !== "string" || object.seed.length)
                        message.seed = $String(object.seed);
                if (object.digest != null)
                    if (typeof object.digest !== "string" || object.digest.length)
                        message.digest = $String(object.digest);
                if (object.bytesRead != null)
                    if (typeof object.bytesRead === "object" ? object.bytesRead.low || object.bytesRead.high : $Number(object.bytesRead) !== 0)
                        if ($util.Long)
                            message.bytesRead = $util.Long.fromValue(object.bytesRead, true);
                        else if (typeof object.bytesRead === "string")
                            message.bytesRead = $parseInt(object.bytesRead, 10);
                        else if (typeof object.bytesRead === "number")
                            message.bytesRead = object.bytesRead;
                        else if (typeof object.bytesRead === "object")
                            message.bytesRead = new $util.LongBits(object.bytesRead.low >>> 0, object.bytesRead.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a Proof message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Proof
             * @static
             * @param {bmv.v1.Proof} message Proof
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Proof.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.kind = options.enums === $String ? "PROOF_KIND_UNSPECIFIED" : 0;
                    object.seed = "";
                    object.digest = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.bytesRead = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.bytesRead = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    object.kind = options.enums === $String ? $root.bmv.v1.ProofKind[message.kind] === $undefined ? message.kind : $root.bmv.v1.ProofKind[message.kind] : message.kind;
                if (message.seed != null && $Object.hasOwnProperty.call(message, "seed"))
                    object.seed = message.seed;
                if (message.digest != null && $Object.hasOwnProperty.call(message, "digest"))
                    object.digest = message.digest;
                if (message.bytesRead != null && $Object.hasOwnProperty.call(message, "bytesRead"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.bytesRead = typeof message.bytesRead === "number" ? $BigInt(message.bytesRead) : $util.Long.fromBits(message.bytesRead.low >>> 0, message.bytesRead.high >>> 0, true).toBigInt();
                    else if (typeof message.bytesRead === "number")
                        object.bytesRead = options.longs === $String ? $String(message.bytesRead) : message.bytesRead;
                    else
                        object.bytesRead = options.longs === $String ? $util.Long.prototype.toString.call(message.bytesRead) : options.longs === $Number ? new $util.LongBits(message.bytesRead.low >>> 0, message.bytesRead.high >>> 0).toNumber(true) : message.bytesRead;
                return object;
            };

            /**
             * Converts this Proof to JSON.
             * @function toJSON
             * @memberof bmv.v1.Proof
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Proof.prototype.toJSON = function() {
                return Proof.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Proof;
        })();

        v1.StoredEntry = (function() {

            /**
             * Properties of a StoredEntry.
             * @typedef {Object} bmv.v1.StoredEntry.$Properties
             * @property {number|null} [number] StoredEntry number
             * @property {Uint8Array|null} [raw] StoredEntry raw
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StoredEntry.
             * @memberof bmv.v1
             * @interface IStoredEntry
             * @augments bmv.v1.StoredEntry.$Properties
             * @deprecated Use bmv.v1.StoredEntry.$Properties instead.
             */

            /**
             * Shape of a StoredEntry.
             * @typedef {bmv.v1.StoredEntry.$Properties} bmv.v1.StoredEntry.$Shape
             */

            /**
             * Constructs a new StoredEntry.
             * @memberof bmv.v1
             * @classdesc Represents a StoredEntry.
             * @constructor
             * @param {bmv.v1.StoredEntry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StoredEntry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StoredEntry number.
             * @member {number} number
             * @memberof bmv.v1.StoredEntry
             * @instance
             */
            StoredEntry.prototype.number = 0;

            /**
             * StoredEntry raw.
             * @member {Uint8Array} raw
             * @memberof bmv.v1.StoredEntry
             * @instance
             */
            StoredEntry.prototype.raw = $util.newBuffer([]);

            /**
             * Encodes the specified StoredEntry message. Does not implicitly {@link bmv.v1.StoredEntry.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.StoredEntry
             * @static
             * @param {bmv.v1.StoredEntry.$Properties} message StoredEntry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StoredEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && message.number !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.number);
                if (message.raw != null && $Object.hasOwnProperty.call(message, "raw") && message.raw.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.raw);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StoredEntry message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.StoredEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.StoredEntry & bmv.v1.StoredEntry.$Shape} StoredEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StoredEntry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bmv.v1.StoredEntry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.number = value;
                            else
                                delete message.number;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.raw = value;
                            else
                                delete message.raw;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a StoredEntry message.
             * @function verify
             * @memberof bmv.v1.StoredEntry
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            StoredEntry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.number != null && $Object.hasOwnProperty.call(message, "number"))
                    if (!$util.isInteger(message.number))
                        return "number: integer expected";
                if (message.raw != null && $Object.hasOwnProperty.call(message, "raw"))
                    if (!(message.raw && typeof message.raw.length === "number" || $util.isString(message.raw)))
                        return "raw: buffer expected";
                return null;
            };

            /**
             * Creates a StoredEntry message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.StoredEntry
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.StoredEntry} StoredEntry
             */
            StoredEntry.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.StoredEntry)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.StoredEntry: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.StoredEntry();
                if (object.number != null)
                    if ($Number(object.number) !== 0)
                        message.number = object.number >>> 0;
                if (object.raw != null)
                    if (object.raw.length)
                        if (typeof object.raw === "string")
                            $util.base64.decode(object.raw, message.raw = $util.newBuffer($util.base64.length(object.raw)), 0);
                        else if (object.raw.length >= 0)
                            message.raw = object.raw;
                return message;
            };

            /**
             * Creates a plain object from a StoredEntry message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.StoredEntry
             * @static
             * @param {bmv.v1.StoredEntry} message StoredEntry
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            StoredEntry.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.number = 0;
                    if (options.bytes === $String)
                        object.raw = "";
                    else {
                        object.raw = [];
                        if (options.bytes !== $Array)
                            object.raw = $util.newBuffer(object.raw);
                    }
                }
                if (message.number != null && $Object.hasOwnProperty.call(message, "number"))
                    object.number = message.number;
                if (message.raw != null && $Object.hasOwnProperty.call(message, "raw"))
                    object.raw = options.bytes === $String ? $util.base64.encode(message.raw, 0, message.raw.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.raw) : message.raw;
                return object;
            };

            /**
             * Converts this StoredEntry to JSON.
             * @function toJSON
             * @memberof bmv.v1.StoredEntry
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            StoredEntry.prototype.toJSON = function() {
                return StoredEntry.toObject(this, $protobuf.util.toJSONOptions);
            };

            return StoredEntry;
        })();

        v1.Claim = (function() {

            /**
             * Properties of a Claim.
             * @typedef {Object} bmv.v1.Claim.$Properties
             * @property {string|null} [id] Claim id
             * @property {string|null} [name] Claim name
             * @property {string|null} [project] Claim project
             * @property {bmv.v1.VolumeState|null} [state] Claim state
             * @property {number|Long|null} [offset] Claim offset
             * @property {number|Long|null} [length] Claim length
             * @property {bmv.v1.Filesystem|null} [filesystem] Claim filesystem
             * @property {string|null} [label] Claim label
             * @property {string|null} [mountPoint] Claim mountPoint
             * @property {bmv.v1.StoredEntry.$Properties|null} [entry] Claim entry
             * @property {number|Long|null} [createdAtMs] Claim createdAtMs
             * @property {bmv.v1.Proof.$Properties|null} [proof] Claim proof
             * @property {Array.<bmv.v1.TellWay>|null} [tell] Claim tell
             * @property {boolean|null} [toldByType] Claim toldByType
             * @property {boolean|null} [bootable] Claim bootable
             * @property {string|null} [imageName] Claim imageName
             * @property {string|null} [imageChecksum] Claim imageChecksum
             * @property {bmv.v1.Encryption|null} [encryption] Claim encryption
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Claim.
             * @memberof bmv.v1
             * @interface IClaim
             * @augments bmv.v1.Claim.$Properties
             * @deprecated Use bmv.v1.Claim.$Properties instead.
             */

            /**
             * Shape of a Claim.
             * @typedef {bmv.v1.Claim.$Properties} bmv.v1.Claim.$Shape
             */

            /**
             * Constructs a new Claim.
             * @memberof bmv.v1
             * @classdesc Represents a Claim.
             * @constructor
             * @param {bmv.v1.Claim.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Claim = function (properties) {
                this.tell = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Claim id.
             * @member {string} id
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.id = "";

            /**
             * Claim name.
             * @member {string} name
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.name = "";

            /**
             * Claim project.
             * @member {string} project
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.project = "";

            /**
             * Claim state.
             * @member {bmv.v1.VolumeState} state
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.state = 0;

            /**
             * Claim offset.
             * @member {number|Long} offset
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Claim length.
             * @member {number|Long} length
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.length = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Claim filesystem.
             * @member {bmv.v1.Filesystem} filesystem
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.filesystem = 0;

            /**
             * Claim label.
             * @member {string} label
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.label = "";

            /**
             * Claim mountPoint.
             * @member {string} mountPoint
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.mountPoint = "";

            /**
             * Claim entry.
             * @member {bmv.v1.StoredEntry.$Properties|null|undefined} entry
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.entry = null;

            /**
             * Claim createdAtMs.
             * @member {number|Long} createdAtMs
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.createdAtMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Claim proof.
             * @member {bmv.v1.Proof.$Properties|null|undefined} proof
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.proof = null;

            /**
             * Claim tell.
             * @member {Array.<bmv.v1.TellWay>} tell
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.tell = $util.emptyArray;

            /**
             * Claim toldByType.
             * @member {boolean} toldByType
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.toldByType = false;

            /**
             * Claim bootable.
             * @member {boolean} bootable
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.bootable = false;

            /**
             * Claim imageName.
             * @member {string} imageName
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.imageName = "";

            /**
             * Claim imageChecksum.
             * @member {string} imageChecksum
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.imageChecksum = "";

            /**
             * Claim encryption.
             * @member {bmv.v1.Encryption} encryption
             * @memberof bmv.v1.Claim
             * @instance
             */
            Claim.prototype.encryption = 0;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Claim.prototype, "_proof", {
                get: $util.oneOfGetter($oneOfFields = ["proof"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Claim message. Does not implicitly {@link bmv.v1.Claim.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Claim
             * @static
             * @param {bmv.v1.Claim.$Properties} message Claim message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Claim.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.id);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
                if (message.project != null && $Object.hasOwnProperty.call(message, "project") && message.project !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.project);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.state);
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.offset);
                if (message.length != null && $Object.hasOwnProperty.call(message, "length") && (typeof message.length === "object" ? message.length.low || message.length.high : message.length !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.length);
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem") && message.filesystem !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int32(message.filesystem);
                if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.label);
                if (message.mountPoint != null && $Object.hasOwnProperty.call(message, "mountPoint") && message.mountPoint !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.mountPoint);
                if (message.entry != null && $Object.hasOwnProperty.call(message, "entry"))
                    $root.bmv.v1.StoredEntry.encode(message.entry, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.createdAtMs != null && $Object.hasOwnProperty.call(message, "createdAtMs") && (typeof message.createdAtMs === "object" ? message.createdAtMs.low || message.createdAtMs.high : message.createdAtMs !== 0))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.createdAtMs);
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof"))
                    $root.bmv.v1.Proof.encode(message.proof, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.tell != null && message.tell.length)
                    writer.uint32(/* id 13, wireType 2 =*/106).int32s(message.tell);
                if (message.toldByType != null && $Object.hasOwnProperty.call(message, "toldByType") && message.toldByType !== false)
                    writer.uint32(/* id 14, wireType 0 =*/112).bool(message.toldByType);
                if (message.bootable != null && $Object.hasOwnProperty.call(message, "bootable") && message.bootable !== false)
                    writer.uint32(/* id 16, wireType 0 =*/128).bool(message.bootable);
                if (message.imageName != null && $Object.hasOwnProperty.call(message, "imageName") && message.imageName !== "")
                    writer.uint32(/* id 17, wireType 2 =*/138).string(message.imageName);
                if (message.imageChecksum != null && $Object.hasOwnProperty.call(message, "imageChecksum") && message.imageChecksum !== "")
                    writer.uint32(/* id 18, wireType 2 =*/146).string(message.imageChecksum);
                if (message.encryption != null && $Object.hasOwnProperty.call(message, "encryption") && message.encryption !== 0)
                    writer.uint32(/* id 19, wireType 0 =*/152).int32(message.encryption);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Claim message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Claim
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Claim & bmv.v1.Claim.$Shape} Claim
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Claim.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bmv.v1.Claim();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.project = value;
                            else
                                delete message.project;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.offset = value;
                            else
                                delete message.offset;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.length = value;
                            else
                                delete message.length;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.filesystem = value;
                            else
                                delete message.filesystem;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.label = value;
                            else
                                delete message.label;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.mountPoint = value;
                            else
                                delete message.mountPoint;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.entry = $root.bmv.v1.StoredEntry.decode(reader, reader.size(), $undefined, _depth + 1, message.entry);
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.createdAtMs = value;
                            else
                                delete message.createdAtMs;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.proof = $root.bmv.v1.Proof.decode(reader, reader.size(), $undefined, _depth + 1, message.proof);
                            message._proof = "proof";
                            continue;
                        }
                    case 13: {
                            if (wireType === 2) {
                                if (!(message.tell && message.tell.length))
                                    message.tell = [];
                                reader.int32s(message.tell);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.tell && message.tell.length))
                                message.tell = [];
                            message.tell.push(reader.int32());
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.toldByType = value;
                            else
                                delete message.toldByType;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.bootable = value;
                            else
                                delete message.bootable;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.imageName = value;
                            else
                                delete message.imageName;
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.imageChecksum = value;
                            else
                                delete message.imageChecksum;
                            continue;
                        }
                    case 19: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.encryption = value;
                            else
                                delete message.encryption;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a Claim message.
             * @function verify
             * @memberof bmv.v1.Claim
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Claim.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    if (!$util.isString(message.id))
                        return "id: string expected";
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    if (!$util.isString(message.name))
                        return "name: string expected";
                if (message.project != null && $Object.hasOwnProperty.call(message, "project"))
                    if (!$util.isString(message.project))
                        return "project: string expected";
                if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                    if (typeof message.state !== "number" || (message.state | 0) !== message.state)
                        return "state: enum value expected";
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                    if (!$util.isInteger(message.offset) && !(message.offset && $util.isInteger(message.offset.low) && $util.isInteger(message.offset.high)))
                        return "offset: integer|Long expected";
                if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                    if (!$util.isInteger(message.length) && !(message.length && $util.isInteger(message.length.low) && $util.isInteger(message.length.high)))
                        return "length: integer|Long expected";
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem"))
                    if (typeof message.filesystem !== "number" || (message.filesystem | 0) !== message.filesystem)
                        return "filesystem: enum value expected";
                if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                    if (!$util.isString(message.label))
                        return "label: string expected";
                if (message.mountPoint != null && $Object.hasOwnProperty.call(message, "mountPoint"))
                    if (!$util.isString(message.mountPoint))
                        return "mountPoint: string expected";
                if (message.entry != null && $Object.hasOwnProperty.call(message, "entry")) {
                    let error = $root.bmv.v1.StoredEntry.verify(message.entry, _depth + 1);
                    if (error)
                        return "entry." + error;
                }
                if (message.createdAtMs != null && $Object.hasOwnProperty.call(message, "createdAtMs"))
                    if (!$util.isInteger(message.createdAtMs) && !(message.createdAtMs && $util.isInteger(message.createdAtMs.low) && $util.isInteger(message.createdAtMs.high)))
                        return "createdAtMs: integer|Long expected";
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof")) {
                    properties._proof = 1;
                    {
                        let error = $root.bmv.v1.Proof.verify(message.proof, _depth + 1);
                        if (error)
                            return "proof." + error;
                    }
                }
                if (message.tell != null && $Object.hasOwnProperty.call(message, "tell")) {
                    if (!$Array.isArray(message.tell))
                        return "tell: array expected";
                    for (let i = 0; i < message.tell.length; ++i)
                        if (typeof message.tell[i] !== "number" || (message.tell[i] | 0) !== message.tell[i])
                            return "tell: enum value[] expected";
                }
                if (message.toldByType != null && $Object.hasOwnProperty.call(message, "toldByType"))
                    if (typeof message.toldByType !== "boolean")
                        return "toldByType: boolean expected";
                if (message.bootable != null && $Object.hasOwnProperty.call(message, "bootable"))
                    if (typeof message.bootable !== "boolean")
                        return "bootable: boolean expected";
                if (message.imageName != null && $Object.hasOwnProperty.call(message, "imageName"))
                    if (!$util.isString(message.imageName))
                        return "imageName: string expected";
                if (message.imageChecksum != null && $Object.hasOwnProperty.call(message, "imageChecksum"))
                    if (!$util.isString(message.imageChecksum))
                        return "imageChecksum: string expected";
                if (message.encryption != null && $Object.hasOwnProperty.call(message, "encryption"))
                    if (typeof message.encryption !== "number" || (message.encryption | 0) !== message.encryption)
                        return "encryption: enum value expected";
                return null;
            };

            /**
             * Creates a Claim message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Claim
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Claim} Claim
             */
            Claim.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Claim)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Claim: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Claim();
                if (object.id != null)
                    if (typeof object.id !== "string" || object.id.length)
                        message.id = $String(object.id);
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.project != null)
                    if (typeof object.project !== "string" || object.project.length)
                        message.project = $String(object.project);
                if (object.state !== 0 && (typeof object.state !== "string" || $root.bmv.v1.VolumeState[object.state] !== 0))
                    switch (object.state) {
                    case "VOLUME_STATE_UNSPECIFIED":
                    case 0:
                        message.state = 0;
                        break;
                    case "VOLUME_STATE_CREATING":
                    case 1:
                        message.state = 1;
                        break;
                    case "VOLUME_STATE_AVAILABLE":
                    case 2:
                        message.state = 2;
                        break;
                    case "VOLUME_STATE_RESERVED":
                    case 3:
                        message.state = 3;
                        break;
                    case "VOLUME_STATE_IN_USE":
                    case 4:
                        message.state = 4;
                        break;
                    case "VOLUME_STATE_EXTENDING":
                    case 5:
                        message.state = 5;
                        break;
                    case "VOLUME_STATE_RELEASING":
                    case 6:
                        message.state = 6;
                        break;
                    case "VOLUME_STATE_RELEASED":
                    case 7:
                        message.state = 7;
                        break;
                    case "VOLUME_STATE_MISSING":
                    case 8:
                        message.state = 8;
                        break;
                    case "VOLUME_STATE_ERROR":
                    case 9:
                        message.state = 9;
                        break;
                    case "VOLUME_STATE_QUARANTINED":
                    case 10:
                        message.state = 10;
                        break;
                    default:
                        if (typeof object.state === "number" && (object.state | 0) === object.state)
                            message.state = object.state;
                    }
                if (object.offset != null)
                    if (typeof object.offset === "object" ? object.offset.low || object.offset.high : $Number(object.offset) !== 0)
                        if ($util.Long)
                            message.offset = $util.Long.fromValue(object.offset, true);
                        else if (typeof object.offset === "string")
                            message.offset = $parseInt(object.offset, 10);
                        else if (typeof object.offset === "number")
                            message.offset = object.offset;
                        else if (typeof object.offset === "object")
                            message.offset = new $util.LongBits(object.offset.low >>> 0, object.offset.high >>> 0).toNumber(true);
                if (object.length != null)
                    if (typeof object.length === "object" ? object.length.low || object.length.high : $Number(object.length) !== 0)
                        if ($util.Long)
                            message.length = $util.Long.fromValue(object.length, true);
                        else if (typeof object.length === "string")
                            message.length = $parseInt(object.length, 10);
                        else if (typeof object.length === "number")
                            message.length = object.length;
                        else if (typeof object.length === "object")
                            message.length = new $util.LongBits(object.length.low >>> 0, object.length.high >>> 0).toNumber(true);
                if (object.filesystem !== 0 && (typeof object.filesystem !== "string" || $root.bmv.v1.Filesystem[object.filesystem] !== 0))
                    switch (object.filesystem) {
                    case "FILESYSTEM_UNSPECIFIED":
                    case 0:
                        message.filesystem = 0;
                        break;
                    case "FILESYSTEM_NONE":
                    case 1:
                        message.filesystem = 1;
                        break;
                    case "FILESYSTEM_EXT4":
                    case 2:
                        message.filesystem = 2;
                        break;
                    case "FILESYSTEM_XFS":
                    case 3:
                        message.filesystem = 3;
                        break;
                    case "FILESYSTEM_SWAP":
                    case 4:
                        message.filesystem = 4;
                        break;
                    case "FILESYSTEM_UNKNOWN":
                    case 5:
                        message.filesystem = 5;
                        break;
                    default:
                        if (typeof object.filesystem === "number" && (object.filesystem | 0) === object.filesystem)
                            message.filesystem = object.filesystem;
                    }
                if (object.label != null)
                    if (typeof object.label !== "string" || object.label.length)
                        message.label = $String(object.label);
                if (object.mountPoint != null)
                    if (typeof object.mountPoint !== "string" || object.mountPoint.length)
                        message.mountPoint = $String(object.mountPoint);
                if (object.entry != null) {
                    if (!$util.isObject(object.entry))
                        throw $TypeError(".bmv.v1.Claim.entry: object expected");
                    message.entry = $root.bmv.v1.StoredEntry.fromObject(object.entry, _depth + 1);
                }
                if (object.createdAtMs != null)
                    if (typeof object.createdAtMs === "object" ? object.createdAtMs.low || object.createdAtMs.high : $Number(object.createdAtMs) !== 0)
                        if ($util.Long)
                            message.createdAtMs = $util.Long.fromValue(object.createdAtMs, true);
                        else if (typeof object.createdAtMs === "string")
                            message.createdAtMs = $parseInt(object.createdAtMs, 10);
                        else if (typeof object.createdAtMs === "number")
                            message.createdAtMs = object.createdAtMs;
                        else if (typeof object.createdAtMs === "object")
                            message.createdAtMs = new $util.LongBits(object.createdAtMs.low >>> 0, object.createdAtMs.high >>> 0).toNumber(true);
                if (object.proof != null) {
                    if (!$util.isObject(object.proof))
                        throw $TypeError(".bmv.v1.Claim.proof: object expected");
                    message.proof = $root.bmv.v1.Proof.fromObject(object.proof, _depth + 1);
                }
                if (object.tell) {
                    if (!$Array.isArray(object.tell))
                        throw $TypeError(".bmv.v1.Claim.tell: array expected");
                    message.tell = [];
                    for (let i = 0; i < object.tell.length; ++i)
                        switch (object.tell[i]) {
                        case "TELL_WAY_UNSPECIFIED":
                        case 0:
                            message.tell[message.tell.length] = 0;
                            break;
                        case "TELL_WAY_CLOUD_INIT":
                        case 1:
                            message.tell[message.tell.length] = 1;
                            break;
                        case "TELL_WAY_GPT_AUTO":
                        case 2:
                            message.tell[message.tell.length] = 2;
                            break;
                        case "TELL_WAY_FSTAB":
                        case 3:
                            message.tell[message.tell.length] = 3;
                            break;
                        case "TELL_WAY_IGNITION":
                        case 4:
                            message.tell[message.tell.length] = 4;
                            break;
                        case "TELL_WAY_NONE":
                        case 5:
                            message.tell[message.tell.length] = 5;
                            break;
                        default:
                            if (typeof object.tell[i] === "number" && (object.tell[i] | 0) === object.tell[i])
                                message.tell[message.tell.length] = object.tell[i];
                        }
                }
                if (object.toldByType != null)
                    if (object.toldByType)
                        message.toldByType = $Boolean(object.toldByType);
                if (object.bootable != null)
                    if (object.bootable)
                        message.bootable = $Boolean(object.bootable);
                if (object.imageName != null)
                    if (typeof object.imageName !== "string" || object.imageName.length)
                        message.imageName = $String(object.imageName);
                if (object.imageChecksum != null)
                    if (typeof object.imageChecksum !== "string" || object.imageChecksum.length)
                        message.imageChecksum = $String(object.imageChecksum);
                if (object.encryption !== 0 && (typeof object.encryption !== "string" || $root.bmv.v1.Encryption[object.encryption] !== 0))
                    switch (object.encryption) {
                    case "ENCRYPTION_UNSPECIFIED":
                    case 0:
                        message.encryption = 0;
                        break;
                    case "ENCRYPTION_LUKS2":
                    case 1:
                        message.encryption = 1;
                        break;
                    case "ENCRYPTION_OPAQUE":
                    case 2:
                        message.encryption = 2;
                        break;
                    default:
                        if (typeof object.encryption === "number" && (object.encryption | 0) === object.encryption)
                            message.encryption = object.encryption;
                    }
                return message;
            };

            /**
             * Creates a plain object from a Claim message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Claim
             * @static
             * @param {bmv.v1.Claim} message Claim
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Claim.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.tell = [];
                if (options.defaults) {
                    object.id = "";
                    object.name = "";
                    object.project = "";
                    object.state = options.enums === $String ? "VOLUME_STATE_UNSPECIFIED" : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.offset = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.offset = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.length = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.length = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.filesystem = options.enums === $String ? "FILESYSTEM_UNSPECIFIED" : 0;
                    object.label = "";
                    object.mountPoint = "";
                    object.entry = null;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.createdAtMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.createdAtMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.toldByType = false;
                    object.bootable = false;
                    object.imageName = "";
                    object.imageChecksum = "";
                    object.encryption = options.enums === $String ? "ENCRYPTION_UNSPECIFIED" : 0;
                }
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    object.id = message.id;
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.project != null && $Object.hasOwnProperty.call(message, "project"))
                    object.project = message.project;
                if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                    object.state = options.enums === $String ? $root.bmv.v1.VolumeState[message.state] === $undefined ? message.state : $root.bmv.v1.VolumeState[message.state] : message.state;
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.offset = typeof message.offset === "number" ? $BigInt(message.offset) : $util.Long.fromBits(message.offset.low >>> 0, message.offset.high >>> 0, true).toBigInt();
                    else if (typeof message.offset === "number")
                        object.offset = options.longs === $String ? $String(message.offset) : message.offset;
                    else
                        object.offset = options.longs === $String ? $util.Long.prototype.toString.call(message.offset) : options.longs === $Number ? new $util.LongBits(message.offset.low >>> 0, message.offset.high >>> 0).toNumber(true) : message.offset;
                if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.length = typeof message.length === "number" ? $BigInt(message.length) : $util.Long.fromBits(message.length.low >>> 0, message.length.high >>> 0, true).toBigInt();
                    else if (typeof message.length === "number")
                        object.length = options.longs === $String ? $String(message.length) : message.length;
                    else
                        object.length = options.longs === $String ? $util.Long.prototype.toString.call(message.length) : options.longs === $Number ? new $util.LongBits(message.length.low >>> 0, message.length.high >>> 0).toNumber(true) : message.length;
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem"))
                    object.filesystem = options.enums === $String ? $root.bmv.v1.Filesystem[message.filesystem] === $undefined ? message.filesystem : $root.bmv.v1.Filesystem[message.filesystem] : message.filesystem;
                if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                    object.label = message.label;
                if (message.mountPoint != null && $Object.hasOwnProperty.call(message, "mountPoint"))
                    object.mountPoint = message.mountPoint;
                if (message.entry != null && $Object.hasOwnProperty.call(message, "entry"))
                    object.entry = $root.bmv.v1.StoredEntry.toObject(message.entry, options, _depth + 1);
                if (message.createdAtMs != null && $Object.hasOwnProperty.call(message, "createdAtMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.createdAtMs = typeof message.createdAtMs === "number" ? $BigInt(message.createdAtMs) : $util.Long.fromBits(message.createdAtMs.low >>> 0, message.createdAtMs.high >>> 0, true).toBigInt();
                    else if (typeof message.createdAtMs === "number")
                        object.createdAtMs = options.longs === $String ? $String(message.createdAtMs) : message.createdAtMs;
                    else
                        object.createdAtMs = options.longs === $String ? $util.Long.prototype.toString.call(message.createdAtMs) : options.longs === $Number ? new $util.LongBits(message.createdAtMs.low >>> 0, message.createdAtMs.high >>> 0).toNumber(true) : message.createdAtMs;
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof"))
                    object.proof = $root.bmv.v1.Proof.toObject(message.proof, options, _depth + 1);
                if (message.tell && message.tell.length) {
                    object.tell = $Array(message.tell.length);
                    for (let j = 0; j < message.tell.length; ++j)
                        object.tell[j] = options.enums === $String ? $root.bmv.v1.TellWay[message.tell[j]] === $undefined ? message.tell[j] : $root.bmv.v1.TellWay[message.tell[j]] : message.tell[j];
                }
                if (message.toldByType != null && $Object.hasOwnProperty.call(message, "toldByType"))
                    object.toldByType = message.toldByType;
                if (message.bootable != null && $Object.hasOwnProperty.call(message, "bootable"))
                    object.bootable = message.bootable;
                if (message.imageName != null && $Object.hasOwnProperty.call(message, "imageName"))
                    object.imageName = message.imageName;
                if (message.imageChecksum != null && $Object.hasOwnProperty.call(message, "imageChecksum"))
                    object.imageChecksum = message.imageChecksum;
                if (message.encryption != null && $Object.hasOwnProperty.call(message, "encryption"))
                    object.encryption = options.enums === $String ? $root.bmv.v1.Encryption[message.encryption] === $undefined ? message.encryption : $root.bmv.v1.Encryption[message.encryption] : message.encryption;
                return object;
            };

            /**
             * Converts this Claim to JSON.
             * @function toJSON
             * @memberof bmv.v1.Claim
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Claim.prototype.toJSON = function() {
                return Claim.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Claim;
        })();

        v1.DiskIdentity = (function() {

            /**
             * Properties of a DiskIdentity.
             * @typedef {Object} bmv.v1.DiskIdentity.$Properties
             * @property {string|null} [serial] DiskIdentity serial
             * @property {string|null} [wwn] DiskIdentity wwn
             * @property {string|null} [diskGuid] DiskIdentity diskGuid
             * @property {number|Long|null} [sizeBytes] DiskIdentity sizeBytes
             * @property {number|null} [sectorBytes] DiskIdentity sectorBytes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DiskIdentity.
             * @memberof bmv.v1
             * @interface IDiskIdentity
             * @augments bmv.v1.DiskIdentity.$Properties
             * @deprecated Use bmv.v1.DiskIdentity.$Properties instead.
             */

            /**
             * Shape of a DiskIdentity.
             * @typedef {bmv.v1.DiskIdentity.$Properties} bmv.v1.DiskIdentity.$Shape
             */

            /**
             * Constructs a new DiskIdentity.
             * @memberof bmv.v1
             * @classdesc Represents a DiskIdentity.
             * @constructor
             * @param {bmv.v1.DiskIdentity.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DiskIdentity = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DiskIdentity serial.
             * @member {string|null|undefined} serial
             * @memberof bmv.v1.DiskIdentity
             * @instance
             */
            DiskIdentity.prototype.serial = null;

            /**
             * DiskIdentity wwn.
             * @member {string|null|undefined} wwn
             * @memberof bmv.v1.DiskIdentity
             * @instance
             */
            DiskIdentity.prototype.wwn = null;

            /**
             * DiskIdentity diskGuid.
             * @member {string|null|undefined} diskGuid
             * @memberof bmv.v1.DiskIdentity
             * @instance
             */
            DiskIdentity.prototype.diskGuid = null;

            /**
             * DiskIdentity sizeBytes.
             * @member {number|Long} sizeBytes
             * @memberof bmv.v1.DiskIdentity
             * @instance
             */
            DiskIdentity.prototype.sizeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * DiskIdentity sectorBytes.
             * @member {number} sectorBytes
             * @memberof bmv.v1.DiskIdentity
             * @instance
             */
            DiskIdentity.prototype.sectorBytes = 0;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(DiskIdentity.prototype, "_serial", {
                get: $util.oneOfGetter($oneOfFields = ["serial"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(DiskIdentity.prototype, "_wwn", {
                get: $util.oneOfGetter($oneOfFields = ["wwn"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(DiskIdentity.prototype, "_diskGuid", {
                get: $util.oneOfGetter($oneOfFields = ["diskGuid"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified DiskIdentity message. Does not implicitly {@link bmv.v1.DiskIdentity.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.DiskIdentity
             * @static
             * @param {bmv.v1.DiskIdentity.$Properties} message DiskIdentity message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DiskIdentity.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.serial != null && $Object.hasOwnProperty.call(message, "serial"))
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.serial);
                if (message.wwn != null && $Object.hasOwnProperty.call(message, "wwn"))
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.wwn);
                if (message.diskGuid != null && $Object.hasOwnProperty.call(message, "diskGuid"))
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.diskGuid);
                if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && (typeof message.sizeBytes === "object" ? message.sizeBytes.low || message.sizeBytes.high : message.sizeBytes !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.sizeBytes);
                if (message.sectorBytes != null && $Object.hasOwnProperty.call(message, "sectorBytes") && message.sectorBytes !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.sectorBytes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DiskIdentity message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.DiskIdentity
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.DiskIdentity & bmv.v1.DiskIdentity.$Shape} DiskIdentity
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DiskIdentity.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bmv.v1.DiskIdentity();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.serial = reader.stringVerify();
                            message._serial = "serial";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.wwn = reader.stringVerify();
                            message._wwn = "wwn";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.diskGuid = reader.stringVerify();
                            message._diskGuid = "diskGuid";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sizeBytes = value;
                            else
                                delete message.sizeBytes;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.sectorBytes = value;
                            else
                                delete message.sectorBytes;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a DiskIdentity message.
             * @function verify
             * @memberof bmv.v1.DiskIdentity
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            DiskIdentity.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.serial != null && $Object.hasOwnProperty.call(message, "serial")) {
                    properties._serial = 1;
                    if (!$util.isString(message.serial))
                        return "serial: string expected";
                }
                if (message.wwn != null && $Object.hasOwnProperty.call(message, "wwn")) {
                    properties._wwn = 1;
                    if (!$util.isString(message.wwn))
                        return "wwn: string expected";
                }
                if (message.diskGuid != null && $Object.hasOwnProperty.call(message, "diskGuid")) {
                    properties._diskGuid = 1;
                    if (!$util.isString(message.diskGuid))
                        return "diskGuid: string expected";
                }
                if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes"))
                    if (!$util.isInteger(message.sizeBytes) && !(message.sizeBytes && $util.isInteger(message.sizeBytes.low) && $util.isInteger(message.sizeBytes.high)))
                        return "sizeBytes: integer|Long expected";
                if (message.sectorBytes != null && $Object.hasOwnProperty.call(message, "sectorBytes"))
                    if (!$util.isInteger(message.sectorBytes))
                        return "sectorBytes: integer expected";
                return null;
            };

            /**
             * Creates a DiskIdentity message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.DiskIdentity
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.DiskIdentity} DiskIdentity
             */
            DiskIdentity.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.DiskIdentity)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.DiskIdentity: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.DiskIdentity();
                if (object.serial != null)
                    message.serial = $String(object.serial);
                if (object.wwn != null)
                    message.wwn = $String(object.wwn);
                if (object.diskGuid != null)
                    message.diskGuid = $String(object.diskGuid);
                if (object.sizeBytes != null)
                    if (typeof object.sizeBytes === "object" ? object.sizeBytes.low || object.sizeBytes.high : $Number(object.sizeBytes) !== 0)
                        if ($util.Long)
                            message.sizeBytes = $util.Long.fromValue(object.sizeBytes, true);
                        else if (typeof object.sizeBytes === "string")
                            message.sizeBytes = $parseInt(object.sizeBytes, 10);
                        else if (typeof object.sizeBytes === "number")
                            message.sizeBytes = object.sizeBytes;
                        else if (typeof object.sizeBytes === "object")
                            message.sizeBytes = new $util.LongBits(object.sizeBytes.low >>> 0, object.sizeBytes.high >>> 0).toNumber(true);
                if (object.sectorBytes != null)
                    if ($Number(object.sectorBytes) !== 0)
                        message.sectorBytes = object.sectorBytes >>> 0;
                return message;
            };

            /**
             * Creates a plain object from a DiskIdentity message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.DiskIdentity
             * @static
             * @param {bmv.v1.DiskIdentity} message DiskIdentity
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            DiskIdentity.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.sizeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.sizeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.sectorBytes = 0;
                }
                if (message.serial != null && $Object.hasOwnProperty.call(message, "serial"))
                    object.serial = message.serial;
                if (message.wwn != null && $Object.hasOwnProperty.call(message, "wwn"))
                    object.wwn = message.wwn;
                if (message.diskGuid != null && $Object.hasOwnProperty.call(message, "diskGuid"))
                    object.diskGuid = message.diskGuid;
                if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.sizeBytes = typeof message.sizeBytes === "number" ? $BigInt(message.sizeBytes) : $util.Long.fromBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0, true).toBigInt();
                    else if (typeof message.sizeBytes === "number")
                        object.sizeBytes = options.longs === $String ? $String(message.sizeBytes) : message.sizeBytes;
                    else
                        object.sizeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.sizeBytes) : options.longs === $Number ? new $util.LongBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0).toNumber(true) : message.sizeBytes;
                if (message.sectorBytes != null && $Object.hasOwnProperty.call(message, "sectorBytes"))
                    object.sectorBytes = message.sectorBytes;
                return object;
            };

            /**
             * Converts this DiskIdentity to JSON.
             * @function toJSON
             * @memberof bmv.v1.DiskIdentity
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            DiskIdentity.prototype.toJSON = function() {
                return DiskIdentity.toObject(this, $protobuf.util.toJSONOptions);
            };

            return DiskIdentity;
        })();

        v1.StoredTable = (function() {

            /**
             * Properties of a StoredTable.
             * @typedef {Object} bmv.v1.StoredTable.$Properties
             * @property {string|null} [diskGuid] StoredTable diskGuid
             * @property {number|null} [entrySize] StoredTable entrySize
             * @property {number|null} [entryCount] StoredTable entryCount
             * @property {Array.<bmv.v1.StoredEntry.$Properties>|null} [entries] StoredTable entries
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StoredTable.
             * @memberof bmv.v1
             * @interface IStoredTable
             * @augments bmv.v1.StoredTable.$Properties
             * @deprecated Use bmv.v1.StoredTable.$Properties instead.
             */

            /**
             * Shape of a StoredTable.
             * @typedef {bmv.v1.StoredTable.$Properties} bmv.v1.StoredTable.$Shape
             */

            /**
             * Constructs a new StoredTable.
             * @memberof bmv.v1
             * @classdesc Represents a StoredTable.
             * @constructor
             * @param {bmv.v1.StoredTable.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StoredTable = function (properties) {
                this.entries = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StoredTable diskGuid.
             * @member {string} diskGuid
             * @memberof bmv.v1.StoredTable
             * @instance
             */
            StoredTable.prototype.diskGuid = "";

            /**
             * StoredTable entrySize.
             * @member {number} entrySize
             * @memberof bmv.v1.StoredTable
             * @instance
             */
            StoredTable.prototype.entrySize = 0;

            /**
             * StoredTable entryCount.
             * @member {number} entryCount
             * @memberof bmv.v1.StoredTable
             * @instance
             */
            StoredTable.prototype.entryCount = 0;

            /**
             * StoredTable entries.
             * @member {Array.<bmv.v1.StoredEntry.$Properties>} entries
             * @memberof bmv.v1.StoredTable
             * @instance
             */
            StoredTable.prototype.entries = $util.emptyArray;

            /**
             * Encodes the specified StoredTable message. Does not implicitly {@link bmv.v1.StoredTable.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.StoredTable
             * @static
             * @param {bmv.v1.StoredTable.$Properties} message StoredTable message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StoredTable.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.diskGuid != null && $Object.hasOwnProperty.call(message, "diskGuid") && message.diskGuid !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.diskGuid);
                if (message.entrySize != null && $Object.hasOwnProperty.call(message, "entrySize") && message.entrySize !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.entrySize);
                if (message.entryCount != null && $Object.hasOwnProperty.call(message, "entryCount") && message.entryCount !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.entryCount);
                if (message.entries != null && message.entries.length)
                    for (let i = 0; i < message.entries.length; ++i)
                        $root.bmv.v1.StoredEntry.encode(message.entries[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StoredTable message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.StoredTable
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.StoredTable & bmv.v1.StoredTable.$Shape} StoredTable
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StoredTable.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bmv.v1.StoredTable();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.diskGuid = value;
                            else
                                delete message.diskGuid;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.entrySize = value;
                            else
                                delete message.entrySize;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.entryCount = value;
                            else
                                delete message.entryCount;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entries && message.entries.length))
                                message.entries = [];
                            message.entries.push($root.bmv.v1.StoredEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a StoredTable message.
             * @function verify
             * @memberof bmv.v1.StoredTable
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            StoredTable.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.diskGuid != null && $Object.hasOwnProperty.call(message, "diskGuid"))
                    if (!$util.isString(message.diskGuid))
                        return "diskGuid: string expected";
                if (message.entrySize != null && $Object.hasOwnProperty.call(message, "entrySize"))
                    if (!$util.isInteger(message.entrySize))
                        return "entrySize: integer expected";
                if (message.entryCount != null && $Object.hasOwnProperty.call(message, "entryCount"))
                    if (!$util.isInteger(message.entryCount))
                        return "entryCount: integer expected";
                if (message.entries != null && $Object.hasOwnProperty.call(message, "entries")) {
                    if (!$Array.isArray(message.entries))
                        return "entries: array expected";
                    for (let i = 0; i < message.entries.length; ++i) {
                        let error = $root.bmv.v1.StoredEntry.verify(message.entries[i], _depth + 1);
                        if (error)
                            return "entries." + error;
                    }
                }
                return null;
            };

            /**
             * Creates a StoredTable message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.StoredTable
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.StoredTable} StoredTable
             */
            StoredTable.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.StoredTable)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.StoredTable: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.StoredTable();
                if (object.diskGuid != null)
                    if (typeof object.diskGuid !== "string" || object.diskGuid.length)
                        message.diskGuid = $String(object.diskGuid);
                if (object.entrySize != null)
                    if ($Number(object.entrySize) !== 0)
                        message.entrySize = object.entrySize >>> 0;
                if (object.entryCount != null)
                    if ($Number(object.entryCount) !== 0)
                        message.entryCount = object.entryCount >>> 0;
                if (object.entries) {
                    if (!$Array.isArray(object.entries))
                        throw $TypeError(".bmv.v1.StoredTable.entries: array expected");
                    message.entries = $Array(object.entries.length);
                    for (let i = 0; i < object.entries.length; ++i) {
                        if (!$util.isObject(object.entries[i]))
                            throw $TypeError(".bmv.v1.StoredTable.entries: object expected");
                        message.entries[i] = $root.bmv.v1.StoredEntry.fromObject(object.entries[i], _depth + 1);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a StoredTable message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.StoredTable
             * @static
             * @param {bmv.v1.StoredTable} message StoredTable
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            StoredTable.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.entries = [];
                if (options.defaults) {
                    object.diskGuid = "";
                    object.entrySize = 0;
                    object.entryCount = 0;
                }
                if (message.diskGuid != null && $Object.hasOwnProperty.call(message, "diskGuid"))
                    object.diskGuid = message.diskGuid;
                if (message.entrySize != null && $Object.hasOwnProperty.call(message, "entrySize"))
                    object.entrySize = message.entrySize;
                if (message.entryCount != null && $Object.hasOwnProperty.call(message, "entryCount"))
                    object.entryCount = message.entryCount;
                if (message.entries && message.entries.length) {
                    object.entries = $Array(message.entries.length);
                    for (let j = 0; j < message.entries.length; ++j)
                        object.entries[j] = $root.bmv.v1.StoredEntry.toObject(message.entries[j], options, _depth + 1);
                }
                return object;
            };

            /**
             * Converts this StoredTable to JSON.
             * @function toJSON
             * @memberof bmv.v1.StoredTable
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            StoredTable.prototype.toJSON = function() {
                return StoredTable.toObject(this, $protobuf.util.toJSONOptions);
            };

            return StoredTable;
        })();

        v1.JournalKept = (function() {

            /**
             * Properties of a JournalKept.
             * @typedef {Object} bmv.v1.JournalKept.$Properties
             * @property {bmv.v1.StoredEntry.$Properties|null} [entry] JournalKept entry
             * @property {number|Long|null} [offset] JournalKept offset
             * @property {number|Long|null} [length] JournalKept length
             * @property {bmv.v1.Proof.$Properties|null} [proof] JournalKept proof
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a JournalKept.
             * @memberof bmv.v1
             * @interface IJournalKept
             * @augments bmv.v1.JournalKept.$Properties
             * @deprecated Use bmv.v1.JournalKept.$Properties instead.
             */

            /**
             * Shape of a JournalKept.
             * @typedef {bmv.v1.JournalKept.$Properties} bmv.v1.JournalKept.$Shape
             */

            /**
             * Constructs a new JournalKept.
             * @memberof bmv.v1
             * @classdesc Represents a JournalKept.
             * @constructor
             * @param {bmv.v1.JournalKept.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const JournalKept = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * JournalKept entry.
             * @member {bmv.v1.StoredEntry.$Properties|null|undefined} entry
             * @memberof bmv.v1.JournalKept
             * @instance
             */
            JournalKept.prototype.entry = null;

            /**
             * JournalKept offset.
             * @member {number|Long} offset
             * @memberof bmv.v1.JournalKept
             * @instance
             */
            JournalKept.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * JournalKept length.
             * @member {number|Long} length
             * @memberof bmv.v1.JournalKept
             * @instance
             */
            JournalKept.prototype.length = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * JournalKept proof.
             * @member {bmv.v1.Proof.$Properties|null|undefined} proof
             * @memberof bmv.v1.JournalKept
             * @instance
             */
            JournalKept.prototype.proof = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(JournalKept.prototype, "_proof", {
                get: $util.oneOfGetter($oneOfFields = ["proof"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified JournalKept message. Does not implicitly {@link bmv.v1.JournalKept.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.JournalKept
             * @static
             * @param {bmv.v1.JournalKept.$Properties} message JournalKept message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            JournalKept.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.entry != null && $Object.hasOwnProperty.call(message, "entry"))
                    $root.bmv.v1.StoredEntry.encode(message.entry, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.offset);
                if (message.length != null && $Object.hasOwnProperty.call(message, "length") && (typeof message.length === "object" ? message.length.low || message.length.high : message.length !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.length);
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof"))
                    $root.bmv.v1.Proof.encode(message.proof, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a JournalKept message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.JournalKept
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.JournalKept & bmv.v1.JournalKept.$Shape} JournalKept
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            JournalKept.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bmv.v1.JournalKept();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.entry = $root.bmv.v1.StoredEntry.decode(reader, reader.size(), $undefined, _depth + 1, message.entry);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.offset = value;
                            else
                                delete message.offset;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.length = value;
                            else
                                delete message.length;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.proof = $root.bmv.v1.Proof.decode(reader, reader.size(), $undefined, _depth + 1, message.proof);
                            message._proof = "proof";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a JournalKept message.
             * @function verify
             * @memberof bmv.v1.JournalKept
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            JournalKept.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.entry != null && $Object.hasOwnProperty.call(message, "entry")) {
                    let error = $root.bmv.v1.StoredEntry.verify(message.entry, _depth + 1);
                    if (error)
                        return "entry." + error;
                }
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                    if (!$util.isInteger(message.offset) && !(message.offset && $util.isInteger(message.offset.low) && $util.isInteger(message.offset.high)))
                        return "offset: integer|Long expected";
                if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                    if (!$util.isInteger(message.length) && !(message.length && $util.isInteger(message.length.low) && $util.isInteger(message.length.high)))
                        return "length: integer|Long expected";
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof")) {
                    properties._proof = 1;
                    {
                        let error = $root.bmv.v1.Proof.verify(message.proof, _depth + 1);
                        if (error)
                            return "proof." + error;
                    }
                }
                return null;
            };

            /**
             * Creates a JournalKept message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.JournalKept
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.JournalKept} JournalKept
             */
            JournalKept.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.JournalKept)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.JournalKept: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.JournalKept();
                if (object.entry != null) {
                    if (!$util.isObject(object.entry))
                        throw $TypeError(".bmv.v1.JournalKept.entry: object expected");
                    message.entry = $root.bmv.v1.StoredEntry.fromObject(object.entry, _depth + 1);
                }
                if (object.offset != null)
                    if (typeof object.offset === "object" ? object.offset.low || object.offset.high : $Number(object.offset) !== 0)
                        if ($util.Long)
                            message.offset = $util.Long.fromValue(object.offset, true);
                        else if (typeof object.offset === "string")
                            message.offset = $parseInt(object.offset, 10);
                        else if (typeof object.offset === "number")
                            message.offset = object.offset;
                        else if (typeof object.offset === "object")
                            message.offset = new $util.LongBits(object.offset.low >>> 0, object.offset.high >>> 0).toNumber(true);
                if (object.length != null)
                    if (typeof object.length === "object" ? object.length.low || object.length.high : $Number(object.length) !== 0)
                        if ($util.Long)
                            message.length = $util.Long.fromValue(object.length, true);
                        else if (typeof object.length === "string")
                            message.length = $parseInt(object.length, 10);
                        else if (typeof object.length === "number")
                            message.length = object.length;
                        else if (typeof object.length === "object")
                            message.length = new $util.LongBits(object.length.low >>> 0, object.length.high >>> 0).toNumber(true);
                if (object.proof != null) {
                    if (!$util.isObject(object.proof))
                        throw $TypeError(".bmv.v1.JournalKept.proof: object expected");
                    message.proof = $root.bmv.v1.Proof.fromObject(object.proof, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a JournalKept message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.JournalKept
             * @static
             * @param {bmv.v1.JournalKept} message JournalKept
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            JournalKept.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.entry = null;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.offset = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.offset = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.length = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.length = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.entry != null && $Object.hasOwnProperty.call(message, "entry"))
                    object.entry = $root.bmv.v1.StoredEntry.toObject(message.entry, options, _depth + 1);
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.offset = typeof message.offset === "number" ? $BigInt(message.offset) : $util.Long.fromBits(message.offset.low >>> 0, message.offset.high >>> 0, true).toBigInt();
                    else if (typeof message.offset === "number")
                        object.offset = options.longs === $String ? $String(message.offset) : message.offset;
                    else
                        object.offset = options.longs === $String ? $util.Long.prototype.toString.call(message.offset) : options.longs === $Number ? new $util.LongBits(message.offset.low >>> 0, message.offset.high >>> 0).toNumber(true) : message.offset;
                if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.length = typeof message.length === "number" ? $BigInt(message.length) : $util.Long.fromBits(message.length.low >>> 0, message.length.high >>> 0, true).toBigInt();
                    else if (typeof message.length === "number")
                        object.length = options.longs === $String ? $String(message.length) : message.length;
                    else
                        object.length = options.longs === $String ? $util.Long.prototype.toString.call(message.length) : options.longs === $Number ? new $util.LongBits(message.length.low >>> 0, message.length.high >>> 0).toNumber(true) : message.length;
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof"))
                    object.proof = $root.bmv.v1.Proof.toObject(message.proof, options, _depth + 1);
                return object;
            };

            /**
             * Converts this JournalKept to JSON.
             * @function toJSON
             * @memberof bmv.v1.JournalKept
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            JournalKept.prototype.toJSON = function() {
                return JournalKept.toObject(this, $protobuf.util.toJSONOptions);
            };

            return JournalKept;
        })();

        v1.Journal = (function() {

            /**
             * Properties of a Journal.
             * @typedef {Object} bmv.v1.Journal.$Properties
             * @property {bmv.v1.JournalOperation|null} [operation] Journal operation
             * @property {bmv.v1.JournalPhase|null} [phase] Journal phase
             * @property {number|Long|null} [startedAtMs] Journal startedAtMs
             * @property {Array.<bmv.v1.JournalKept.$Properties>|null} [kept] Journal kept
             * @property {bmv.v1.StoredTable.$Properties|null} [sealed] Journal sealed
             * @property {bmv.v1.StoredTable.$Properties|null} [final] Journal final
             * @property {string|null} [imageName] Journal imageName
             * @property {string|null} [imageChecksum] Journal imageChecksum
             * @property {Uint8Array|null} [bootSector] Journal bootSector
             * @property {string|null} [volumeId] Journal volumeId
             * @property {string|null} [erase] Journal erase
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Journal.
             * @memberof bmv.v1
             * @interface IJournal
             * @augments bmv.v1.Journal.$Properties
             * @deprecated Use bmv.v1.Journal.$Properties instead.
             */

            /**
             * Shape of a Journal.
             * @typedef {bmv.v1.Journal.$Properties} bmv.v1.Journal.$Shape
             */

            /**
             * Constructs a new Journal.
             * @memberof bmv.v1
             * @classdesc Represents a Journal.
             * @constructor
             * @param {bmv.v1.Journal.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Journal = function (properties) {
                this.kept = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Journal operation.
             * @member {bmv.v1.JournalOperation} operation
             * @memberof bmv.v1.Journal
             * @instance
             */
            Journal.prototype.operation = 0;

            /**
             * Journal phase.
             * @member {bmv.v1.JournalPhase} phase
             * @memberof bmv.v1.Journal
             * @instance
             */
            Journal.prototype.phase = 0;

            /**
             * Journal startedAtMs.
             * @member {number|Long} startedAtMs
             * @memberof bmv.v1.Journal
             * @instance
             */
            Journal.prototype.startedAtMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Journal kept.
             * @member {Array.<bmv.v1.JournalKept.$Properties>} kept
             * @memberof bmv.v1.Journal
             * @instance
             */
            Journal.prototype.kept = $util.emptyArray;

            /**
             * Journal sealed.
             * @member {bmv.v1.StoredTable.$Properties|null|undefined} sealed
             * @memberof bmv.v1.Journal
             * @instance
             */
            Journal.prototype.sealed = null;

            /**
             * Journal final.
             * @member {bmv.v1.StoredTable.$Properties|null|undefined} final
             * @memberof bmv.v1.Journal
             * @instance
             */
            Journal.prototype.final = null;

            /**
             * Journal imageName.
             * @member {string} imageName
             * @memberof bmv.v1.Journal
             * @instance
             */
            Journal.prototype.imageName = "";

            /**
             * Journal imageChecksum.
             * @member {string} imageChecksum
             * @memberof bmv.v1.Journal
             * @instance
             */
            Journal.prototype.imageChecksum = "";

            /**
             * Journal bootSector.
             * @member {Uint8Array} bootSector
             * @memberof bmv.v1.Journal
             * @instance
             */
            Journal.prototype.bootSector = $util.newBuffer([]);

            /**
             * Journal volumeId.
             * @member {string} volumeId
             * @memberof bmv.v1.Journal
             * @instance
             */
            Journal.prototype.volumeId = "";

            /**
             * Journal erase.
             * @member {string} erase
             * @memberof bmv.v1.Journal
             * @instance
             */
            Journal.prototype.erase = "";

            /**
             * Encodes the specified Journal message. Does not implicitly {@link bmv.v1.Journal.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Journal
             * @static
             * @param {bmv.v1.Journal.$Properties} message Journal message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Journal.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.operation != null && $Object.hasOwnProperty.call(message, "operation") && message.operation !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.operation);
                if (message.phase != null && $Object.hasOwnProperty.call(message, "phase") && message.phase !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.phase);
                if (message.startedAtMs != null && $Object.hasOwnProperty.call(message, "startedAtMs") && (typeof message.startedAtMs === "object" ? message.startedAtMs.low || message.startedAtMs.high : message.startedAtMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.startedAtMs);
                if (message.kept != null && message.kept.length)
                    for (let i = 0; i < message.kept.length; ++i)
                        $root.bmv.v1.JournalKept.encode(message.kept[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.sealed != null && $Object.hasOwnProperty.call(message, "sealed"))
                    $root.bmv.v1.StoredTable.encode(message.sealed, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.final != null && $Object.hasOwnProperty.call(message, "final"))
                    $root.bmv.v1.StoredTable.encode(message.final, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.imageName != null && $Object.hasOwnProperty.call(message, "imageName") && message.imageName !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.imageName);
                if (message.imageChecksum != null && $Object.hasOwnProperty.call(message, "imageChecksum") && message.imageChecksum !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.imageChecksum);
                if (message.bootSector != null && $Object.hasOwnProperty.call(message, "bootSector") && message.bootSector.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.bootSector);
                if (message.volumeId != null && $Object.hasOwnProperty.call(message, "volumeId") && message.volumeId !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.volumeId);
                if (message.erase != null && $Object.hasOwnProperty.call(message, "erase") && message.erase !== "")
                    writer.uint32(/* id 11, wireType 2 =*/90).string(message.erase);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Journal message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Journal
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Journal & bmv.v1.Journal.$Shape} Journal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Journal.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bmv.v1.Journal();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.operation = value;
                            else
                                delete message.operation;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.phase = value;
                            else
                                delete message.phase;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.startedAtMs = value;
                            else
                                delete message.startedAtMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.kept && message.kept.length))
                                message.kept = [];
                            message.kept.push($root.bmv.v1.JournalKept.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.sealed = $root.bmv.v1.StoredTable.decode(reader, reader.size(), $undefined, _depth + 1, message.sealed);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.final = $root.bmv.v1.StoredTable.decode(reader, reader.size(), $undefined, _depth + 1, message.final);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.imageName = value;
                            else
                                delete message.imageName;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.imageChecksum = value;
                            else
                                delete message.imageChecksum;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bootSector = value;
                            else
                                delete message.bootSector;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.volumeId = value;
                            else
                                delete message.volumeId;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.erase = value;
                            else
                                delete message.erase;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a Journal message.
             * @function verify
             * @memberof bmv.v1.Journal
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Journal.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.operation != null && $Object.hasOwnProperty.call(message, "operation"))
                    if (typeof message.operation !== "number" || (message.operation | 0) !== message.operation)
                        return "operation: enum value expected";
                if (message.phase != null && $Object.hasOwnProperty.call(message, "phase"))
                    if (typeof message.phase !== "number" || (message.phase | 0) !== message.phase)
                        return "phase: enum value expected";
                if (message.startedAtMs != null && $Object.hasOwnProperty.call(message, "startedAtMs"))
                    if (!$util.isInteger(message.startedAtMs) && !(message.startedAtMs && $util.isInteger(message.startedAtMs.low) && $util.isInteger(message.startedAtMs.high)))
                        return "startedAtMs: integer|Long expected";
                if (message.kept != null && $Object.hasOwnProperty.call(message, "kept")) {
                    if (!$Array.isArray(message.kept))
                        return "kept: array expected";
                    for (let i = 0; i < message.kept.length; ++i) {
                        let error = $root.bmv.v1.JournalKept.verify(message.kept[i], _depth + 1);
                        if (error)
                            return "kept." + error;
                    }
                }
                if (message.sealed != null && $Object.hasOwnProperty.call(message, "sealed")) {
                    let error = $root.bmv.v1.StoredTable.verify(message.sealed, _depth + 1);
                    if (error)
                        return "sealed." + error;
                }
                if (message.final != null && $Object.hasOwnProperty.call(message, "final")) {
                    let error = $root.bmv.v1.StoredTable.verify(message.final, _depth + 1);
                    if (error)
                        return "final." + error;
                }
                if (message.imageName != null && $Object.hasOwnProperty.call(message, "imageName"))
                    if (!$util.isString(message.imageName))
                        return "imageName: string expected";
                if (message.imageChecksum != null && $Object.hasOwnProperty.call(message, "imageChecksum"))
                    if (!$util.isString(message.imageChecksum))
                        return "imageChecksum: string expected";
                if (message.bootSector != null && $Object.hasOwnProperty.call(message, "bootSector"))
                    if (!(message.bootSector && typeof message.bootSector.length === "number" || $util.isString(message.bootSector)))
                        return "bootSector: buffer expected";
                if (message.volumeId != null && $Object.hasOwnProperty.call(message, "volumeId"))
                    if (!$util.isString(message.volumeId))
                        return "volumeId: string expected";
                if (message.erase != null && $Object.hasOwnProperty.call(message, "erase"))
                    if (!$util.isString(message.erase))
                        return "erase: string expected";
                return null;
            };

            /**
             * Creates a Journal message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Journal
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Journal} Journal
             */
            Journal.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Journal)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Journal: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Journal();
                if (object.operation !== 0 && (typeof object.operation !== "string" || $root.bmv.v1.JournalOperation[object.operation] !== 0))
                    switch (object.operation) {
                    case "JOURNAL_OPERATION_UNSPECIFIED":
                    case 0:
                        message.operation = 0;
                        break;
                    case "JOURNAL_OPERATION_DEPLOY":
                    case 1:
                        message.operation = 1;
                        break;
                    case "JOURNAL_OPERATION_CREATE":
                    case 2:
                        message.operation = 2;
                        break;
                    case "JOURNAL_OPERATION_ADOPT":
                    case 3:
                        message.operation = 3;
                        break;
                    case "JOURNAL_OPERATION_RELEASE":
                    case 4:
                        message.operation = 4;
                        break;
                    case "JOURNAL_OPERATION_RECOVER":
                    case 5:
                        message.operation = 5;
                        break;
                    case "JOURNAL_OPERATION_EXTEND":
                    case 6:
                        message.operation = 6;
                        break;
                    case "JOURNAL_OPERATION_ERASE":
                    case 7:
                        message.operation = 7;
                        break;
                    default:
                        if (typeof object.operation === "number" && (object.operation | 0) === object.operation)
                            message.operation = object.operation;
                    }
                if (object.phase !== 0 && (typeof object.phase !== "string" || $root.bmv.v1.JournalPhase[object.phase] !== 0))
                    switch (object.phase) {
                    case "JOURNAL_PHASE_UNSPECIFIED":
                    case 0:
                        message.phase = 0;
                        break;
                    case "JOURNAL_PHASE_PLANNED":
                    case 1:
                        message.phase = 1;
                        break;
                    case "JOURNAL_PHASE_SEALED":
                    case 2:
                        message.phase = 2;
                        break;
                    case "JOURNAL_PHASE_VERIFIED":
                    case 3:
                        message.phase = 3;
                        break;
                    case "JOURNAL_PHASE_COMMITTED":
                    case 4:
                        message.phase = 4;
                        break;
                    default:
                        if (typeof object.phase === "number" && (object.phase | 0) === object.phase)
                            message.phase = object.phase;
                    }
                if (object.startedAtMs != null)
                    if (typeof object.startedAtMs === "object" ? object.startedAtMs.low || object.startedAtMs.high : $Number(object.startedAtMs) !== 0)
                        if ($util.Long)
                            message.startedAtMs = $util.Long.fromValue(object.startedAtMs, true);
                        else if (typeof object.startedAtMs === "string")
                            message.startedAtMs = $parseInt(object.startedAtMs, 10);
                        else if (typeof object.startedAtMs === "number")
                            message.startedAtMs = object.startedAtMs;
                        else if (typeof object.startedAtMs === "object")
                            message.startedAtMs = new $util.LongBits(object.startedAtMs.low >>> 0, object.startedAtMs.high >>> 0).toNumber(true);
                if (object.kept) {
                    if (!$Array.isArray(object.kept))
                        throw $TypeError(".bmv.v1.Journal.kept: array expected");
                    message.kept = $Array(object.kept.length);
                    for (let i = 0; i < object.kept.length; ++i) {
                        if (!$util.isObject(object.kept[i]))
                            throw $TypeError(".bmv.v1.Journal.kept: object expected");
                        message.kept[i] = $root.bmv.v1.JournalKept.fromObject(object.kept[i], _depth + 1);
                    }
                }
                if (object.sealed != null) {
                    if (!$util.isObject(object.sealed))
                        throw $TypeError(".bmv.v1.Journal.sealed: object expected");
                    message.sealed = $root.bmv.v1.StoredTable.fromObject(object.sealed, _depth + 1);
                }
                if (object.final != null) {
                    if (!$util.isObject(object.final))
                        throw $TypeError(".bmv.v1.Journal.final: object expected");
                    message.final = $root.bmv.v1.StoredTable.fromObject(object.final, _depth + 1);
                }
                if (object.imageName != null)
                    if (typeof object.imageName !== "string" || object.imageName.length)
                        message.imageName = $String(object.imageName);
                if (object.imageChecksum != null)
                    if (typeof object.imageChecksum !== "string" || object.imageChecksum.length)
                        message.imageChecksum = $String(object.imageChecksum);
                if (object.bootSector != null)
                    if (object.bootSector.length)
                        if (typeof object.bootSector === "string")
                            $util.base64.decode(object.bootSector, message.bootSector = $util.newBuffer($util.base64.length(object.bootSector)), 0);
                        else if (object.bootSector.length >= 0)
                            message.bootSector = object.bootSector;
                if (object.volumeId != null)
                    if (typeof object.volumeId !== "string" || object.volumeId.length)
                        message.volumeId = $String(object.volumeId);
                if (object.erase != null)
                    if (typeof object.erase !== "string" || object.erase.length)
                        message.erase = $String(object.erase);
                return message;
            };

            /**
             * Creates a plain object from a Journal message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Journal
             * @static
             * @param {bmv.v1.Journal} message Journal
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Journal.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.kept = [];
                if (options.defaults) {
                    object.operation = options.enums === $String ? "JOURNAL_OPERATION_UNSPECIFIED" : 0;
                    object.phase = options.enums === $String ? "JOURNAL_PHASE_UNSPECIFIED" : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.startedAtMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.startedAtMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.sealed = null;
                    object.final = null;
                    object.imageName = "";
                    object.imageChecksum = "";
                    if (options.bytes === $String)
                        object.bootSector = "";
                    else {
                        object.bootSector = [];
                        if (options.bytes !== $Array)
                            object.bootSector = $util.newBuffer(object.bootSector);
                    }
                    object.volumeId = "";
                    object.erase = "";
                }
                if (message.operation != null && $Object.hasOwnProperty.call(message, "operation"))
                    object.operation = options.enums === $String ? $root.bmv.v1.JournalOperation[message.operation] === $undefined ? message.operation : $root.bmv.v1.JournalOperation[message.operation] : message.operation;
                if (message.phase != null && $Object.hasOwnProperty.call(message, "phase"))
                    object.phase = options.enums === $String ? $root.bmv.v1.JournalPhase[message.phase] === $undefined ? message.phase : $root.bmv.v1.JournalPhase[message.phase] : message.phase;
                if (message.startedAtMs != null && $Object.hasOwnProperty.call(message, "startedAtMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.startedAtMs = typeof message.startedAtMs === "number" ? $BigInt(message.startedAtMs) : $util.Long.fromBits(message.startedAtMs.low >>> 0, message.startedAtMs.high >>> 0, true).toBigInt();
                    else if (typeof message.startedAtMs === "number")
                        object.startedAtMs = options.longs === $String ? $String(message.startedAtMs) : message.startedAtMs;
                    else
                        object.startedAtMs = options.longs === $String ? $util.Long.prototype.toString.call(message.startedAtMs) : options.longs === $Number ? new $util.LongBits(message.startedAtMs.low >>> 0, message.startedAtMs.high >>> 0).toNumber(true) : message.startedAtMs;
                if (message.kept && message.kept.length) {
                    object.kept = $Array(message.kept.length);
                    for (let j = 0; j < message.kept.length; ++j)
                        object.kept[j] = $root.bmv.v1.JournalKept.toObject(message.kept[j], options, _depth + 1);
                }
                if (message.sealed != null && $Object.hasOwnProperty.call(message, "sealed"))
                    object.sealed = $root.bmv.v1.StoredTable.toObject(message.sealed, options, _depth + 1);
                if (message.final != null && $Object.hasOwnProperty.call(message, "final"))
                    object.final = $root.bmv.v1.StoredTable.toObject(message.final, options, _depth + 1);
                if (message.imageName != null && $Object.hasOwnProperty.call(message, "imageName"))
                    object.imageName = message.imageName;
                if (message.imageChecksum != null && $Object.hasOwnProperty.call(message, "imageChecksum"))
                    object.imageChecksum = message.imageChecksum;
                if (message.bootSector != null && $Object.hasOwnProperty.call(message, "bootSector"))
                    object.bootSector = options.bytes === $String ? $util.base64.encode(message.bootSector, 0, message.bootSector.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.bootSector) : message.bootSector;
                if (message.volumeId != null && $Object.hasOwnProperty.call(message, "volumeId"))
                    object.volumeId = message.volumeId;
                if (message.erase != null && $Object.hasOwnProperty.call(message, "erase"))
                    object.erase = message.erase;
                return object;
            };

            /**
             * Converts this Journal to JSON.
             * @function toJSON
             * @memberof bmv.v1.Journal
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Journal.prototype.toJSON = function() {
                return Journal.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Journal;
        })();

        v1.Catalog = (function() {

            /**
             * Properties of a Catalog.
             * @typedef {Object} bmv.v1.Catalog.$Properties
             * @property {bmv.v1.DiskIdentity.$Properties|null} [identity] Catalog identity
             * @property {Array.<bmv.v1.Claim.$Properties>|null} [claims] Catalog claims
             * @property {bmv.v1.Journal.$Properties|null} [journal] Catalog journal
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Catalog.
             * @memberof bmv.v1
             * @interface ICatalog
             * @augments bmv.v1.Catalog.$Properties
             * @deprecated Use bmv.v1.Catalog.$Properties instead.
             */

            /**
             * Shape of a Catalog.
             * @typedef {bmv.v1.Catalog.$Properties} bmv.v1.Catalog.$Shape
             */

            /**
             * Constructs a new Catalog.
             * @memberof bmv.v1
             * @classdesc Represents a Catalog.
             * @constructor
             * @param {bmv.v1.Catalog.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Catalog = function (properties) {
                this.claims = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Catalog identity.
             * @member {bmv.v1.DiskIdentity.$Properties|null|undefined} identity
             * @memberof bmv.v1.Catalog
             * @instance
             */
            Catalog.prototype.identity = null;

            /**
             * Catalog claims.
             * @member {Array.<bmv.v1.Claim.$Properties>} claims
             * @memberof bmv.v1.Catalog
             * @instance
             */
            Catalog.prototype.claims = $util.emptyArray;

            /**
             * Catalog journal.
             * @member {bmv.v1.Journal.$Properties|null|undefined} journal
             * @memberof bmv.v1.Catalog
             * @instance
             */
            Catalog.prototype.journal = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Catalog.prototype, "_journal", {
                get: $util.oneOfGetter($oneOfFields = ["journal"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Catalog message. Does not implicitly {@link bmv.v1.Catalog.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Catalog
             * @static
             * @param {bmv.v1.Catalog.$Properties} message Catalog message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Catalog.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.identity != null && $Object.hasOwnProperty.call(message, "identity"))
                    $root.bmv.v1.DiskIdentity.encode(message.identity, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.claims != null && message.claims.length)
                    for (let i = 0; i < message.claims.length; ++i)
                        $root.bmv.v1.Claim.encode(message.claims[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.journal != null && $Object.hasOwnProperty.call(message, "journal"))
                    $root.bmv.v1.Journal.encode(message.journal, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Catalog message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Catalog
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Catalog & bmv.v1.Catalog.$Shape} Catalog
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Catalog.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bmv.v1.Catalog();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.identity = $root.bmv.v1.DiskIdentity.decode(reader, reader.size(), $undefined, _depth + 1, message.identity);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.claims && message.claims.length))
                                message.claims = [];
                            message.claims.push($root.bmv.v1.Claim.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.journal = $root.bmv.v1.Journal.decode(reader, reader.size(), $undefined, _depth + 1, message.journal);
                            message._journal = "journal";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Verifies a Catalog message.
             * @function verify
             * @memberof bmv.v1.Catalog
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Catalog.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.identity != null && $Object.hasOwnProperty.call(message, "identity")) {
                    let error = $root.bmv.v1.DiskIdentity.verify(message.identity, _depth + 1);
                    if (error)
                        return "identity." + error;
                }
                if (message.claims != null && $Object.hasOwnProperty.call(message, "claims")) {
                    if (!$Array.isArray(message.claims))
                        return "claims: array expected";
                    for (let i = 0; i < message.claims.length; ++i) {
                        let error = $root.bmv.v1.Claim.verify(message.claims[i], _depth + 1);
                        if (error)
                            return "claims." + error;
                    }
                }
                if (message.journal != null && $Object.hasOwnProperty.call(message, "journal")) {
                    properties._journal = 1;
                    {
                        let error = $root.bmv.v1.Journal.verify(message.journal, _depth + 1);
                        if (error)
                            return "journal." + error;
                    }
                }
                return null;
            };

            /**
             * Creates a Catalog message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Catalog
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Catalog} Catalog
             */
            Catalog.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Catalog)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Catalog: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Catalog();
                if (object.identity != null) {
                    if (!$util.isObject(object.identity))
                        throw $TypeError(".bmv.v1.Catalog.identity: object expected");
                    message.identity = $root.bmv.v1.DiskIdentity.fromObject(object.identity, _depth + 1);
                }
                if (object.claims) {
                    if (!$Array.isArray(object.claims))
                        throw $TypeError(".bmv.v1.Catalog.claims: array expected");
                    message.claims = $Array(object.claims.length);
                    for (let i = 0; i < object.claims.length; ++i) {
                        if (!$util.isObject(object.claims[i]))
                            throw $TypeError(".bmv.v1.Catalog.claims: object expected");
                        message.claims[i] = $root.bmv.v1.Claim.fromObject(object.claims[i], _depth + 1);
                    }
                }
                if (object.journal != null) {
                    if (!$util.isObject(object.journal))
                        throw $TypeError(".bmv.v1.Catalog.journal: object expected");
                    message.journal = $root.bmv.v1.Journal.fromObject(object.journal, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a Catalog message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Catalog
             * @static
             * @param {bmv.v1.Catalog} message Catalog
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Catalog.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.claims = [];
                if (options.defaults)
                    object.identity = null;
                if (message.identity != null && $Object.hasOwnProperty.call(message, "identity"))
                    object.identity = $root.bmv.v1.DiskIdentity.toObject(message.identity, options, _depth + 1);
                if (message.claims && message.claims.length) {
                    object.claims = $Array(message.claims.length);
                    for (let j = 0; j < message.claims.length; ++j)
                        object.claims[j] = $root.bmv.v1.Claim.toObject(message.claims[j], options, _depth + 1);
                }
                if (message.journal != null && $Object.hasOwnProperty.call(message, "journal"))
                    object.journal = $root.bmv.v1.Journal.toObject(message.journal, options, _depth + 1);
                return object;
            };

            /**
             * Converts this Catalog to JSON.
             * @function toJSON
             * @memberof bmv.v1.Catalog
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Catalog.prototype.toJSON = function() {
                return Catalog.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Catalog;
        })();

        return v1;
    })();

    return bmv;
})();

export {
  $root as default
};
