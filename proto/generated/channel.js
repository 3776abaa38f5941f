/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $Number = $util.global.Number, $parseInt = $util.global.parseInt, $String = $util.global.String, $BigInt = $util.global.BigInt, $Array = $util.global.Array, $Boolean = $util.global.Boolean;

// Exported root namespace
const $root = $protobuf.roots["__bmv_channel"] || ($protobuf.roots["__bmv_channel"] = {});

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

        v1.Envelope = (function() {

            /**
             * Properties of an Envelope.
             * @typedef {Object} bmv.v1.Envelope.$Properties
             * @property {number|Long|null} [sequence] Envelope sequence
             * @property {number|Long|null} [follows] Envelope follows
             * @property {string|null} [bootId] Envelope bootId
             * @property {number|Long|null} [epoch] Envelope epoch
             * @property {number|Long|null} [sentAtMs] Envelope sentAtMs
             * @property {bmv.v1.Hello.$Properties|null} [hello] Envelope hello
             * @property {bmv.v1.Welcome.$Properties|null} [welcome] Envelope welcome
             * @property {bmv.v1.Ack.$Properties|null} [ack] Envelope ack
             * @property {bmv.v1.Refusal.$Properties|null} [refusal] Envelope refusal
             * @property {bmv.v1.Inventory.$Properties|null} [inventory] Envelope inventory
             * @property {bmv.v1.VolumeEvent.$Properties|null} [volumeEvent] Envelope volumeEvent
             * @property {bmv.v1.StepStarted.$Properties|null} [stepStarted] Envelope stepStarted
             * @property {bmv.v1.StepProgress.$Properties|null} [stepProgress] Envelope stepProgress
             * @property {bmv.v1.StepFinished.$Properties|null} [stepFinished] Envelope stepFinished
             * @property {bmv.v1.DesiredVolumes.$Properties|null} [desiredVolumes] Envelope desiredVolumes
             * @property {bmv.v1.PermissionRequest.$Properties|null} [permissionRequest] Envelope permissionRequest
             * @property {bmv.v1.PermissionAnswer.$Properties|null} [permissionAnswer] Envelope permissionAnswer
             * @property {bmv.v1.KeyRequest.$Properties|null} [keyRequest] Envelope keyRequest
             * @property {bmv.v1.KeyAnswer.$Properties|null} [keyAnswer] Envelope keyAnswer
             * @property {"hello"|"welcome"|"ack"|"refusal"|"inventory"|"volumeEvent"|"stepStarted"|"stepProgress"|"stepFinished"|"desiredVolumes"|"permissionRequest"|"permissionAnswer"|"keyRequest"|"keyAnswer"} [body] Envelope body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Envelope.
             * @memberof bmv.v1
             * @interface IEnvelope
             * @augments bmv.v1.Envelope.$Properties
             * @deprecated Use bmv.v1.Envelope.$Properties instead.
             */

            /**
             * Narrowed shape of an Envelope.
             * @typedef {{
             *   sequence?: number|Long|null;
             *   follows?: number|Long|null;
             *   bootId?: string|null;
             *   epoch?: number|Long|null;
             *   sentAtMs?: number|Long|null;
             *   hello?: bmv.v1.Hello.$Shape|null;
             *   welcome?: bmv.v1.Welcome.$Shape|null;
             *   ack?: bmv.v1.Ack.$Shape|null;
             *   refusal?: bmv.v1.Refusal.$Shape|null;
             *   inventory?: bmv.v1.Inventory.$Shape|null;
             *   volumeEvent?: bmv.v1.VolumeEvent.$Shape|null;
             *   stepStarted?: bmv.v1.StepStarted.$Shape|null;
             *   stepProgress?: bmv.v1.StepProgress.$Shape|null;
             *   stepFinished?: bmv.v1.StepFinished.$Shape|null;
             *   desiredVolumes?: bmv.v1.DesiredVolumes.$Shape|null;
             *   permissionRequest?: bmv.v1.PermissionRequest.$Shape|null;
             *   permissionAnswer?: bmv.v1.PermissionAnswer.$Shape|null;
             *   keyRequest?: bmv.v1.KeyRequest.$Shape|null;
             *   keyAnswer?: bmv.v1.KeyAnswer.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "hello"; hello: bmv.v1.Hello.$Shape; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "welcome"; hello?: null; welcome: bmv.v1.Welcome.$Shape; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "ack"; hello?: null; welcome?: null; ack: bmv.v1.Ack.$Shape; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "refusal"; hello?: null; welcome?: null; ack?: null; refusal: bmv.v1.Refusal.$Shape; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "inventory"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory: bmv.v1.Inventory.$Shape; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "volumeEvent"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent: bmv.v1.VolumeEvent.$Shape; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "stepStarted"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted: bmv.v1.StepStarted.$Shape; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "stepProgress"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress: bmv.v1.StepProgress.$Shape; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "stepFinished"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished: bmv.v1.StepFinished.$Shape; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "desiredVolumes"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes: bmv.v1.DesiredVolumes.$Shape; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "permissionRequest"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest: bmv.v1.PermissionRequest.$Shape; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "permissionAnswer"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer: bmv.v1.PermissionAnswer.$Shape; keyRequest?: null; keyAnswer?: null }|{ body?: "keyRequest"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest: bmv.v1.KeyRequest.$Shape; keyAnswer?: null }|{ body?: "keyAnswer"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer: bmv.v1.KeyAnswer.$Shape })
             * )} bmv.v1.Envelope.$Shape
             */

            /**
             * Constructs a new Envelope.
             * @memberof bmv.v1
             * @classdesc Represents an Envelope.
             * @constructor
             * @param {bmv.v1.Envelope.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Envelope = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Envelope sequence.
             * @member {number|Long} sequence
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Envelope follows.
             * @member {number|Long} follows
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.follows = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Envelope bootId.
             * @member {string} bootId
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.bootId = "";

            /**
             * Envelope epoch.
             * @member {number|Long} epoch
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Envelope sentAtMs.
             * @member {number|Long} sentAtMs
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.sentAtMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Envelope hello.
             * @member {bmv.v1.Hello.$Properties|null|undefined} hello
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.hello = null;

            /**
             * Envelope welcome.
             * @member {bmv.v1.Welcome.$Properties|null|undefined} welcome
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.welcome = null;

            /**
             * Envelope ack.
             * @member {bmv.v1.Ack.$Properties|null|undefined} ack
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.ack = null;

            /**
             * Envelope refusal.
             * @member {bmv.v1.Refusal.$Properties|null|undefined} refusal
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.refusal = null;

            /**
             * Envelope inventory.
             * @member {bmv.v1.Inventory.$Properties|null|undefined} inventory
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.inventory = null;

            /**
             * Envelope volumeEvent.
             * @member {bmv.v1.VolumeEvent.$Properties|null|undefined} volumeEvent
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.volumeEvent = null;

            /**
             * Envelope stepStarted.
             * @member {bmv.v1.StepStarted.$Properties|null|undefined} stepStarted
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.stepStarted = null;

            /**
             * Envelope stepProgress.
             * @member {bmv.v1.StepProgress.$Properties|null|undefined} stepProgress
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.stepProgress = null;

            /**
             * Envelope stepFinished.
             * @member {bmv.v1.StepFinished.$Properties|null|undefined} stepFinished
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.stepFinished = null;

            /**
             * Envelope desiredVolumes.
             * @member {bmv.v1.DesiredVolumes.$Properties|null|undefined} desiredVolumes
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.desiredVolumes = null;

            /**
             * Envelope permissionRequest.
             * @member {bmv.v1.PermissionRequest.$Properties|null|undefined} permissionRequest
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.permissionRequest = null;

            /**
             * Envelope permissionAnswer.
             * @member {bmv.v1.PermissionAnswer.$Properties|null|undefined} permissionAnswer
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.permissionAnswer = null;

            /**
             * Envelope keyRequest.
             * @member {bmv.v1.KeyRequest.$Properties|null|undefined} keyRequest
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.keyRequest = null;

            /**
             * Envelope keyAnswer.
             * @member {bmv.v1.KeyAnswer.$Properties|null|undefined} keyAnswer
             * @memberof bmv.v1.Envelope
             * @instance
             */
            Envelope.prototype.keyAnswer = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Envelope body.
             * @member {"hello"|"welcome"|"ack"|"refusal"|"inventory"|"volumeEvent"|"stepStarted"|"stepProgress"|"stepFinished"|"desiredVolumes"|"permissionRequest"|"permissionAnswer"|"keyRequest"|"keyAnswer"|undefined} body
             * @memberof bmv.v1.Envelope
             * @instance
             */
            $Object.defineProperty(Envelope.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["hello", "welcome", "ack", "refusal", "inventory", "volumeEvent", "stepStarted", "stepProgress", "stepFinished", "desiredVolumes", "permissionRequest", "permissionAnswer", "keyRequest", "keyAnswer"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Envelope message. Does not implicitly {@link bmv.v1.Envelope.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Envelope
             * @static
             * @param {bmv.v1.Envelope.$Properties} message Envelope message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Envelope.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
                if (message.follows != null && $Object.hasOwnProperty.call(message, "follows") && (typeof message.follows === "object" ? message.follows.low || message.follows.high : message.follows !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.follows);
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.bootId);
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.epoch);
                if (message.sentAtMs != null && $Object.hasOwnProperty.call(message, "sentAtMs") && (typeof message.sentAtMs === "object" ? message.sentAtMs.low || message.sentAtMs.high : message.sentAtMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.sentAtMs);
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    $root.bmv.v1.Hello.encode(message.hello, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.welcome != null && $Object.hasOwnProperty.call(message, "welcome"))
                    $root.bmv.v1.Welcome.encode(message.welcome, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack"))
                    $root.bmv.v1.Ack.encode(message.ack, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal"))
                    $root.bmv.v1.Refusal.encode(message.refusal, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.inventory != null && $Object.hasOwnProperty.call(message, "inventory"))
                    $root.bmv.v1.Inventory.encode(message.inventory, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                if (message.volumeEvent != null && $Object.hasOwnProperty.call(message, "volumeEvent"))
                    $root.bmv.v1.VolumeEvent.encode(message.volumeEvent, writer.uint32(/* id 21, wireType 2 =*/170).fork(), _depth + 1).ldelim();
                if (message.stepStarted != null && $Object.hasOwnProperty.call(message, "stepStarted"))
                    $root.bmv.v1.StepStarted.encode(message.stepStarted, writer.uint32(/* id 22, wireType 2 =*/178).fork(), _depth + 1).ldelim();
                if (message.stepProgress != null && $Object.hasOwnProperty.call(message, "stepProgress"))
                    $root.bmv.v1.StepProgress.encode(message.stepProgress, writer.uint32(/* id 23, wireType 2 =*/186).fork(), _depth + 1).ldelim();
                if (message.stepFinished != null && $Object.hasOwnProperty.call(message, "stepFinished"))
                    $root.bmv.v1.StepFinished.encode(message.stepFinished, writer.uint32(/* id 24, wireType 2 =*/194).fork(), _depth + 1).ldelim();
                if (message.desiredVolumes != null && $Object.hasOwnProperty.call(message, "desiredVolumes"))
                    $root.bmv.v1.DesiredVolumes.encode(message.desiredVolumes, writer.uint32(/* id 30, wireType 2 =*/242).fork(), _depth + 1).ldelim();
                if (message.permissionRequest != null && $Object.hasOwnProperty.call(message, "permissionRequest"))
                    $root.bmv.v1.PermissionRequest.encode(message.permissionRequest, writer.uint32(/* id 40, wireType 2 =*/322).fork(), _depth + 1).ldelim();
                if (message.permissionAnswer != null && $Object.hasOwnProperty.call(message, "permissionAnswer"))
                    $root.bmv.v1.PermissionAnswer.encode(message.permissionAnswer, writer.uint32(/* id 41, wireType 2 =*/330).fork(), _depth + 1).ldelim();
                if (message.keyRequest != null && $Object.hasOwnProperty.call(message, "keyRequest"))
                    $root.bmv.v1.KeyRequest.encode(message.keyRequest, writer.uint32(/* id 42, wireType 2 =*/338).fork(), _depth + 1).ldelim();
                if (message.keyAnswer != null && $Object.hasOwnProperty.call(message, "keyAnswer"))
                    $root.bmv.v1.KeyAnswer.encode(message.keyAnswer, writer.uint32(/* id 43, wireType 2 =*/346).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Envelope message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Envelope
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Envelope & bmv.v1.Envelope.$Shape} Envelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Envelope.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.Envelope();
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
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.follows = value;
                            else
                                delete message.follows;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.bootId = value;
                            else
                                delete message.bootId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.epoch = value;
                            else
                                delete message.epoch;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sentAtMs = value;
                            else
                                delete message.sentAtMs;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.hello = $root.bmv.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                            message.body = "hello";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.welcome = $root.bmv.v1.Welcome.decode(reader, reader.size(), $undefined, _depth + 1, message.welcome);
                            message.body = "welcome";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.ack = $root.bmv.v1.Ack.decode(reader, reader.size(), $undefined, _depth + 1, message.ack);
                            message.body = "ack";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.refusal = $root.bmv.v1.Refusal.decode(reader, reader.size(), $undefined, _depth + 1, message.refusal);
                            message.body = "refusal";
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.inventory = $root.bmv.v1.Inventory.decode(reader, reader.size(), $undefined, _depth + 1, message.inventory);
                            message.body = "inventory";
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            message.volumeEvent = $root.bmv.v1.VolumeEvent.decode(reader, reader.size(), $undefined, _depth + 1, message.volumeEvent);
                            message.body = "volumeEvent";
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            message.stepStarted = $root.bmv.v1.StepStarted.decode(reader, reader.size(), $undefined, _depth + 1, message.stepStarted);
                            message.body = "stepStarted";
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            message.stepProgress = $root.bmv.v1.StepProgress.decode(reader, reader.size(), $undefined, _depth + 1, message.stepProgress);
                            message.body = "stepProgress";
                            continue;
                        }
                    case 24: {
                            if (wireType !== 2)
                                break;
                            message.stepFinished = $root.bmv.v1.StepFinished.decode(reader, reader.size(), $undefined, _depth + 1, message.stepFinished);
                            message.body = "stepFinished";
                            continue;
                        }
                    case 30: {
                            if (wireType !== 2)
                                break;
                            message.desiredVolumes = $root.bmv.v1.DesiredVolumes.decode(reader, reader.size(), $undefined, _depth + 1, message.desiredVolumes);
                            message.body = "desiredVolumes";
                            continue;
                        }
                    case 40: {
                            if (wireType !== 2)
                                break;
                            message.permissionRequest = $root.bmv.v1.PermissionRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.permissionRequest);
                            message.body = "permissionRequest";
                            continue;
                        }
                    case 41: {
                            if (wireType !== 2)
                                break;
                            message.permissionAnswer = $root.bmv.v1.PermissionAnswer.decode(reader, reader.size(), $undefined, _depth + 1, message.permissionAnswer);
                            message.body = "permissionAnswer";
                            continue;
                        }
                    case 42: {
                            if (wireType !== 2)
                                break;
                            message.keyRequest = $root.bmv.v1.KeyRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.keyRequest);
                            message.body = "keyRequest";
                            continue;
                        }
                    case 43: {
                            if (wireType !== 2)
                                break;
                            message.keyAnswer = $root.bmv.v1.KeyAnswer.decode(reader, reader.size(), $undefined, _depth + 1, message.keyAnswer);
                            message.body = "keyAnswer";
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
             * Verifies an Envelope message.
             * @function verify
             * @memberof bmv.v1.Envelope
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Envelope.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                    if (!$util.isInteger(message.sequence) && !(message.sequence && $util.isInteger(message.sequence.low) && $util.isInteger(message.sequence.high)))
                        return "sequence: integer|Long expected";
                if (message.follows != null && $Object.hasOwnProperty.call(message, "follows"))
                    if (!$util.isInteger(message.follows) && !(message.follows && $util.isInteger(message.follows.low) && $util.isInteger(message.follows.high)))
                        return "follows: integer|Long expected";
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId"))
                    if (!$util.isString(message.bootId))
                        return "bootId: string expected";
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch"))
                    if (!$util.isInteger(message.epoch) && !(message.epoch && $util.isInteger(message.epoch.low) && $util.isInteger(message.epoch.high)))
                        return "epoch: integer|Long expected";
                if (message.sentAtMs != null && $Object.hasOwnProperty.call(message, "sentAtMs"))
                    if (!$util.isInteger(message.sentAtMs) && !(message.sentAtMs && $util.isInteger(message.sentAtMs.low) && $util.isInteger(message.sentAtMs.high)))
                        return "sentAtMs: integer|Long expected";
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello")) {
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.Hello.verify(message.hello, _depth + 1);
                        if (error)
                            return "hello." + error;
                    }
                }
                if (message.welcome != null && $Object.hasOwnProperty.call(message, "welcome")) {
                    if (properties.body === 1)
                        return "body: multiple values";
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.Welcome.verify(message.welcome, _depth + 1);
                        if (error)
                            return "welcome." + error;
                    }
                }
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack")) {
                    if (properties.body === 1)
                        return "body: multiple values";
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.Ack.verify(message.ack, _depth + 1);
                        if (error)
                            return "ack." + error;
                    }
                }
                if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal")) {
                    if (properties.body === 1)
                        return "body: multiple values";
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.Refusal.verify(message.refusal, _depth + 1);
                        if (error)
                            return "refusal." + error;
                    }
                }
                if (message.inventory != null && $Object.hasOwnProperty.call(message, "inventory")) {
                    if (properties.body === 1)
                        return "body: multiple values";
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.Inventory.verify(message.inventory, _depth + 1);
                        if (error)
                            return "inventory." + error;
                    }
                }
                if (message.volumeEvent != null && $Object.hasOwnProperty.call(message, "volumeEvent")) {
                    if (properties.body === 1)
                        return "body: multiple values";
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.VolumeEvent.verify(message.volumeEvent, _depth + 1);
                        if (error)
                            return "volumeEvent." + error;
                    }
                }
                if (message.stepStarted != null && $Object.hasOwnProperty.call(message, "stepStarted")) {
                    if (properties.body === 1)
                        return "body: multiple values";
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.StepStarted.verify(message.stepStarted, _depth + 1);
                        if (error)
                            return "stepStarted." + error;
                    }
                }
                if (message.stepProgress != null && $Object.hasOwnProperty.call(message, "stepProgress")) {
                    if (properties.body === 1)
                        return "body: multiple values";
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.StepProgress.verify(message.stepProgress, _depth + 1);
                        if (error)
                            return "stepProgress." + error;
                    }
                }
                if (message.stepFinished != null && $Object.hasOwnProperty.call(message, "stepFinished")) {
                    if (properties.body === 1)
                        return "body: multiple values";
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.StepFinished.verify(message.stepFinished, _depth + 1);
                        if (error)
                            return "stepFinished." + error;
                    }
                }
                if (message.desiredVolumes != null && $Object.hasOwnProperty.call(message, "desiredVolumes")) {
                    if (properties.body === 1)
                        return "body: multiple values";
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.DesiredVolumes.verify(message.desiredVolumes, _depth + 1);
                        if (error)
                            return "desiredVolumes." + error;
                    }
                }
                if (message.permissionRequest != null && $Object.hasOwnProperty.call(message, "permissionRequest")) {
                    if (properties.body === 1)
                        return "body: multiple values";
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.PermissionRequest.verify(message.permissionRequest, _depth + 1);
                        if (error)
                            return "permissionRequest." + error;
                    }
                }
                if (message.permissionAnswer != null && $Object.hasOwnProperty.call(message, "permissionAnswer")) {
                    if (properties.body === 1)
                        return "body: multiple values";
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.PermissionAnswer.verify(message.permissionAnswer, _depth + 1);
                        if (error)
                            return "permissionAnswer." + error;
                    }
                }
                if (message.keyRequest != null && $Object.hasOwnProperty.call(message, "keyRequest")) {
                    if (properties.body === 1)
                        return "body: multiple values";
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.KeyRequest.verify(message.keyRequest, _depth + 1);
                        if (error)
                            return "keyRequest." + error;
                    }
                }
                if (message.keyAnswer != null && $Object.hasOwnProperty.call(message, "keyAnswer")) {
                    if (properties.body === 1)
                        return "body: multiple values";
                    properties.body = 1;
                    {
                        let error = $root.bmv.v1.KeyAnswer.verify(message.keyAnswer, _depth + 1);
                        if (error)
                            return "keyAnswer." + error;
                    }
                }
                return null;
            };

            /**
             * Creates an Envelope message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Envelope
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Envelope} Envelope
             */
            Envelope.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Envelope)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Envelope: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Envelope();
                if (object.sequence != null)
                    if (typeof object.sequence === "object" ? object.sequence.low || object.sequence.high : $Number(object.sequence) !== 0)
                        if ($util.Long)
                            message.sequence = $util.Long.fromValue(object.sequence, true);
                        else if (typeof object.sequence === "string")
                            message.sequence = $parseInt(object.sequence, 10);
                        else if (typeof object.sequence === "number")
                            message.sequence = object.sequence;
                        else if (typeof object.sequence === "object")
                            message.sequence = new $util.LongBits(object.sequence.low >>> 0, object.sequence.high >>> 0).toNumber(true);
                if (object.follows != null)
                    if (typeof object.follows === "object" ? object.follows.low || object.follows.high : $Number(object.follows) !== 0)
                        if ($util.Long)
                            message.follows = $util.Long.fromValue(object.follows, true);
                        else if (typeof object.follows === "string")
                            message.follows = $parseInt(object.follows, 10);
                        else if (typeof object.follows === "number")
                            message.follows = object.follows;
                        else if (typeof object.follows === "object")
                            message.follows = new $util.LongBits(object.follows.low >>> 0, object.follows.high >>> 0).toNumber(true);
                if (object.bootId != null)
                    if (typeof object.bootId !== "string" || object.bootId.length)
                        message.bootId = $String(object.bootId);
                if (object.epoch != null)
                    if (typeof object.epoch === "object" ? object.epoch.low || object.epoch.high : $Number(object.epoch) !== 0)
                        if ($util.Long)
                            message.epoch = $util.Long.fromValue(object.epoch, true);
                        else if (typeof object.epoch === "string")
                            message.epoch = $parseInt(object.epoch, 10);
                        else if (typeof object.epoch === "number")
                            message.epoch = object.epoch;
                        else if (typeof object.epoch === "object")
                            message.epoch = new $util.LongBits(object.epoch.low >>> 0, object.epoch.high >>> 0).toNumber(true);
                if (object.sentAtMs != null)
                    if (typeof object.sentAtMs === "object" ? object.sentAtMs.low || object.sentAtMs.high : $Number(object.sentAtMs) !== 0)
                        if ($util.Long)
                            message.sentAtMs = $util.Long.fromValue(object.sentAtMs, true);
                        else if (typeof object.sentAtMs === "string")
                            message.sentAtMs = $parseInt(object.sentAtMs, 10);
                        else if (typeof object.sentAtMs === "number")
                            message.sentAtMs = object.sentAtMs;
                        else if (typeof object.sentAtMs === "object")
                            message.sentAtMs = new $util.LongBits(object.sentAtMs.low >>> 0, object.sentAtMs.high >>> 0).toNumber(true);
                if (object.hello != null) {
                    if (!$util.isObject(object.hello))
                        throw $TypeError(".bmv.v1.Envelope.hello: object expected");
                    message.hello = $root.bmv.v1.Hello.fromObject(object.hello, _depth + 1);
                }
                if (object.welcome != null) {
                    if (!$util.isObject(object.welcome))
                        throw $TypeError(".bmv.v1.Envelope.welcome: object expected");
                    message.welcome = $root.bmv.v1.Welcome.fromObject(object.welcome, _depth + 1);
                }
                if (object.ack != null) {
                    if (!$util.isObject(object.ack))
                        throw $TypeError(".bmv.v1.Envelope.ack: object expected");
                    message.ack = $root.bmv.v1.Ack.fromObject(object.ack, _depth + 1);
                }
                if (object.refusal != null) {
                    if (!$util.isObject(object.refusal))
                        throw $TypeError(".bmv.v1.Envelope.refusal: object expected");
                    message.refusal = $root.bmv.v1.Refusal.fromObject(object.refusal, _depth + 1);
                }
                if (object.inventory != null) {
                    if (!$util.isObject(object.inventory))
                        throw $TypeError(".bmv.v1.Envelope.inventory: object expected");
                    message.inventory = $root.bmv.v1.Inventory.fromObject(object.inventory, _depth + 1);
                }
                if (object.volumeEvent != null) {
                    if (!$util.isObject(object.volumeEvent))
                        throw $TypeError(".bmv.v1.Envelope.volumeEvent: object expected");
                    message.volumeEvent = $root.bmv.v1.VolumeEvent.fromObject(object.volumeEvent, _depth + 1);
                }
                if (object.stepStarted != null) {
                    if (!$util.isObject(object.stepStarted))
                        throw $TypeError(".bmv.v1.Envelope.stepStarted: object expected");
                    message.stepStarted = $root.bmv.v1.StepStarted.fromObject(object.stepStarted, _depth + 1);
                }
                if (object.stepProgress != null) {
                    if (!$util.isObject(object.stepProgress))
                        throw $TypeError(".bmv.v1.Envelope.stepProgress: object expected");
                    message.stepProgress = $root.bmv.v1.StepProgress.fromObject(object.stepProgress, _depth + 1);
                }
                if (object.stepFinished != null) {
                    if (!$util.isObject(object.stepFinished))
                        throw $TypeError(".bmv.v1.Envelope.stepFinished: object expected");
                    message.stepFinished = $root.bmv.v1.StepFinished.fromObject(object.stepFinished, _depth + 1);
                }
                if (object.desiredVolumes != null) {
                    if (!$util.isObject(object.desiredVolumes))
                        throw $TypeError(".bmv.v1.Envelope.desiredVolumes: object expected");
                    message.desiredVolumes = $root.bmv.v1.DesiredVolumes.fromObject(object.desiredVolumes, _depth + 1);
                }
                if (object.permissionRequest != null) {
                    if (!$util.isObject(object.permissionRequest))
                        throw $TypeError(".bmv.v1.Envelope.permissionRequest: object expected");
                    message.permissionRequest = $root.bmv.v1.PermissionRequest.fromObject(object.permissionRequest, _depth + 1);
                }
                if (object.permissionAnswer != null) {
                    if (!$util.isObject(object.permissionAnswer))
                        throw $TypeError(".bmv.v1.Envelope.permissionAnswer: object expected");
                    message.permissionAnswer = $root.bmv.v1.PermissionAnswer.fromObject(object.permissionAnswer, _depth + 1);
                }
                if (object.keyRequest != null) {
                    if (!$util.isObject(object.keyRequest))
                        throw $TypeError(".bmv.v1.Envelope.keyRequest: object expected");
                    message.keyRequest = $root.bmv.v1.KeyRequest.fromObject(object.keyRequest, _depth + 1);
                }
                if (object.keyAnswer != null) {
                    if (!$util.isObject(object.keyAnswer))
                        throw $TypeError(".bmv.v1.Envelope.keyAnswer: object expected");
                    message.keyAnswer = $root.bmv.v1.KeyAnswer.fromObject(object.keyAnswer, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from an Envelope message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Envelope
             * @static
             * @param {bmv.v1.Envelope} message Envelope
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Envelope.toObject = function (message, options, _depth) {
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
                        object.sequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.sequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.follows = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.follows = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.bootId = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.epoch = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.epoch = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.sentAtMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.sentAtMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.sequence = typeof message.sequence === "number" ? $BigInt(message.sequence) : $util.Long.fromBits(message.sequence.low >>> 0, message.sequence.high >>> 0, true).toBigInt();
                    else if (typeof message.sequence === "number")
                        object.sequence = options.longs === $String ? $String(message.sequence) : message.sequence;
                    else
                        object.sequence = options.longs === $String ? $util.Long.prototype.toString.call(message.sequence) : options.longs === $Number ? new $util.LongBits(message.sequence.low >>> 0, message.sequence.high >>> 0).toNumber(true) : message.sequence;
                if (message.follows != null && $Object.hasOwnProperty.call(message, "follows"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.follows = typeof message.follows === "number" ? $BigInt(message.follows) : $util.Long.fromBits(message.follows.low >>> 0, message.follows.high >>> 0, true).toBigInt();
                    else if (typeof message.follows === "number")
                        object.follows = options.longs === $String ? $String(message.follows) : message.follows;
                    else
                        object.follows = options.longs === $String ? $util.Long.prototype.toString.call(message.follows) : options.longs === $Number ? new $util.LongBits(message.follows.low >>> 0, message.follows.high >>> 0).toNumber(true) : message.follows;
                if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId"))
                    object.bootId = message.bootId;
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.epoch = typeof message.epoch === "number" ? $BigInt(message.epoch) : $util.Long.fromBits(message.epoch.low >>> 0, message.epoch.high >>> 0, true).toBigInt();
                    else if (typeof message.epoch === "number")
                        object.epoch = options.longs === $String ? $String(message.epoch) : message.epoch;
                    else
                        object.epoch = options.longs === $String ? $util.Long.prototype.toString.call(message.epoch) : options.longs === $Number ? new $util.LongBits(message.epoch.low >>> 0, message.epoch.high >>> 0).toNumber(true) : message.epoch;
                if (message.sentAtMs != null && $Object.hasOwnProperty.call(message, "sentAtMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.sentAtMs = typeof message.sentAtMs === "number" ? $BigInt(message.sentAtMs) : $util.Long.fromBits(message.sentAtMs.low >>> 0, message.sentAtMs.high >>> 0, true).toBigInt();
                    else if (typeof message.sentAtMs === "number")
                        object.sentAtMs = options.longs === $String ? $String(message.sentAtMs) : message.sentAtMs;
                    else
                        object.sentAtMs = options.longs === $String ? $util.Long.prototype.toString.call(message.sentAtMs) : options.longs === $Number ? new $util.LongBits(message.sentAtMs.low >>> 0, message.sentAtMs.high >>> 0).toNumber(true) : message.sentAtMs;
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello")) {
                    object.hello = $root.bmv.v1.Hello.toObject(message.hello, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "hello";
                }
                if (message.welcome != null && $Object.hasOwnProperty.call(message, "welcome")) {
                    object.welcome = $root.bmv.v1.Welcome.toObject(message.welcome, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "welcome";
                }
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack")) {
                    object.ack = $root.bmv.v1.Ack.toObject(message.ack, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "ack";
                }
                if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal")) {
                    object.refusal = $root.bmv.v1.Refusal.toObject(message.refusal, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "refusal";
                }
                if (message.inventory != null && $Object.hasOwnProperty.call(message, "inventory")) {
                    object.inventory = $root.bmv.v1.Inventory.toObject(message.inventory, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "inventory";
                }
                if (message.volumeEvent != null && $Object.hasOwnProperty.call(message, "volumeEvent")) {
                    object.volumeEvent = $root.bmv.v1.VolumeEvent.toObject(message.volumeEvent, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "volumeEvent";
                }
                if (message.stepStarted != null && $Object.hasOwnProperty.call(message, "stepStarted")) {
                    object.stepStarted = $root.bmv.v1.StepStarted.toObject(message.stepStarted, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "stepStarted";
                }
                if (message.stepProgress != null && $Object.hasOwnProperty.call(message, "stepProgress")) {
                    object.stepProgress = $root.bmv.v1.StepProgress.toObject(message.stepProgress, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "stepProgress";
                }
                if (message.stepFinished != null && $Object.hasOwnProperty.call(message, "stepFinished")) {
                    object.stepFinished = $root.bmv.v1.StepFinished.toObject(message.stepFinished, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "stepFinished";
                }
                if (message.desiredVolumes != null && $Object.hasOwnProperty.call(message, "desiredVolumes")) {
                    object.desiredVolumes = $root.bmv.v1.DesiredVolumes.toObject(message.desiredVolumes, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "desiredVolumes";
                }
                if (message.permissionRequest != null && $Object.hasOwnProperty.call(message, "permissionRequest")) {
                    object.permissionRequest = $root.bmv.v1.PermissionRequest.toObject(message.permissionRequest, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "permissionRequest";
                }
                if (message.permissionAnswer != null && $Object.hasOwnProperty.call(message, "permissionAnswer")) {
                    object.permissionAnswer = $root.bmv.v1.PermissionAnswer.toObject(message.permissionAnswer, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "permissionAnswer";
                }
                if (message.keyRequest != null && $Object.hasOwnProperty.call(message, "keyRequest")) {
                    object.keyRequest = $root.bmv.v1.KeyRequest.toObject(message.keyRequest, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "keyRequest";
                }
                if (message.keyAnswer != null && $Object.hasOwnProperty.call(message, "keyAnswer")) {
                    object.keyAnswer = $root.bmv.v1.KeyAnswer.toObject(message.keyAnswer, options, _depth + 1);
                    if (options.oneofs)
                        object.body = "keyAnswer";
                }
                return object;
            };

            /**
             * Converts this Envelope to JSON.
             * @function toJSON
             * @memberof bmv.v1.Envelope
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Envelope.prototype.toJSON = function() {
                return Envelope.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Envelope;
        })();

        v1.Hello = (function() {

            /**
             * Properties of a Hello.
             * @typedef {Object} bmv.v1.Hello.$Properties
             * @property {number|null} [protocol] Hello protocol
             * @property {string|null} [agentVersion] Hello agentVersion
             * @property {string|null} [agentBuild] Hello agentBuild
             * @property {string|null} [nodeUuid] Hello nodeUuid
             * @property {string|null} [systemUuid] Hello systemUuid
             * @property {string|null} [systemSerial] Hello systemSerial
             * @property {Array.<string>|null} [macAddresses] Hello macAddresses
             * @property {number|Long|null} [acked] Hello acked
             * @property {number|Long|null} [newest] Hello newest
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Hello.
             * @memberof bmv.v1
             * @interface IHello
             * @augments bmv.v1.Hello.$Properties
             * @deprecated Use bmv.v1.Hello.$Properties instead.
             */

            /**
             * Shape of a Hello.
             * @typedef {bmv.v1.Hello.$Properties} bmv.v1.Hello.$Shape
             */

            /**
             * Constructs a new Hello.
             * @memberof bmv.v1
             * @classdesc Represents a Hello.
             * @constructor
             * @param {bmv.v1.Hello.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Hello = function (properties) {
                this.macAddresses = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Hello protocol.
             * @member {number} protocol
             * @memberof bmv.v1.Hello
             * @instance
             */
            Hello.prototype.protocol = 0;

            /**
             * Hello agentVersion.
             * @member {string} agentVersion
             * @memberof bmv.v1.Hello
             * @instance
             */
            Hello.prototype.agentVersion = "";

            /**
             * Hello agentBuild.
             * @member {string} agentBuild
             * @memberof bmv.v1.Hello
             * @instance
             */
            Hello.prototype.agentBuild = "";

            /**
             * Hello nodeUuid.
             * @member {string} nodeUuid
             * @memberof bmv.v1.Hello
             * @instance
             */
            Hello.prototype.nodeUuid = "";

            /**
             * Hello systemUuid.
             * @member {string} systemUuid
             * @memberof bmv.v1.Hello
             * @instance
             */
            Hello.prototype.systemUuid = "";

            /**
             * Hello systemSerial.
             * @member {string} systemSerial
             * @memberof bmv.v1.Hello
             * @instance
             */
            Hello.prototype.systemSerial = "";

            /**
             * Hello macAddresses.
             * @member {Array.<string>} macAddresses
             * @memberof bmv.v1.Hello
             * @instance
             */
            Hello.prototype.macAddresses = $util.emptyArray;

            /**
             * Hello acked.
             * @member {number|Long} acked
             * @memberof bmv.v1.Hello
             * @instance
             */
            Hello.prototype.acked = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Hello newest.
             * @member {number|Long} newest
             * @memberof bmv.v1.Hello
             * @instance
             */
            Hello.prototype.newest = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Hello message. Does not implicitly {@link bmv.v1.Hello.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Hello
             * @static
             * @param {bmv.v1.Hello.$Properties} message Hello message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Hello.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol") && message.protocol !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.protocol);
                if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion") && message.agentVersion !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.agentVersion);
                if (message.agentBuild != null && $Object.hasOwnProperty.call(message, "agentBuild") && message.agentBuild !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.agentBuild);
                if (message.nodeUuid != null && $Object.hasOwnProperty.call(message, "nodeUuid") && message.nodeUuid !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.nodeUuid);
                if (message.systemUuid != null && $Object.hasOwnProperty.call(message, "systemUuid") && message.systemUuid !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.systemUuid);
                if (message.systemSerial != null && $Object.hasOwnProperty.call(message, "systemSerial") && message.systemSerial !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.systemSerial);
                if (message.macAddresses != null && message.macAddresses.length)
                    for (let i = 0; i < message.macAddresses.length; ++i)
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.macAddresses[i]);
                if (message.acked != null && $Object.hasOwnProperty.call(message, "acked") && (typeof message.acked === "object" ? message.acked.low || message.acked.high : message.acked !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.acked);
                if (message.newest != null && $Object.hasOwnProperty.call(message, "newest") && (typeof message.newest === "object" ? message.newest.low || message.newest.high : message.newest !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.newest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Hello
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Hello & bmv.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Hello.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.Hello();
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
                                message.protocol = value;
                            else
                                delete message.protocol;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.agentVersion = value;
                            else
                                delete message.agentVersion;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.agentBuild = value;
                            else
                                delete message.agentBuild;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.nodeUuid = value;
                            else
                                delete message.nodeUuid;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.systemUuid = value;
                            else
                                delete message.systemUuid;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.systemSerial = value;
                            else
                                delete message.systemSerial;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.macAddresses && message.macAddresses.length))
                                message.macAddresses = [];
                            message.macAddresses.push(reader.stringVerify());
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.acked = value;
                            else
                                delete message.acked;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.newest = value;
                            else
                                delete message.newest;
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
             * Verifies a Hello message.
             * @function verify
             * @memberof bmv.v1.Hello
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Hello.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol"))
                    if (!$util.isInteger(message.protocol))
                        return "protocol: integer expected";
                if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion"))
                    if (!$util.isString(message.agentVersion))
                        return "agentVersion: string expected";
                if (message.agentBuild != null && $Object.hasOwnProperty.call(message, "agentBuild"))
                    if (!$util.isString(message.agentBuild))
                        return "agentBuild: string expected";
                if (message.nodeUuid != null && $Object.hasOwnProperty.call(message, "nodeUuid"))
                    if (!$util.isString(message.nodeUuid))
                        return "nodeUuid: string expected";
                if (message.systemUuid != null && $Object.hasOwnProperty.call(message, "systemUuid"))
                    if (!$util.isString(message.systemUuid))
                        return "systemUuid: string expected";
                if (message.systemSerial != null && $Object.hasOwnProperty.call(message, "systemSerial"))
                    if (!$util.isString(message.systemSerial))
                        return "systemSerial: string expected";
                if (message.macAddresses != null && $Object.hasOwnProperty.call(message, "macAddresses")) {
                    if (!$Array.isArray(message.macAddresses))
                        return "macAddresses: array expected";
                    for (let i = 0; i < message.macAddresses.length; ++i)
                        if (!$util.isString(message.macAddresses[i]))
                            return "macAddresses: string[] expected";
                }
                if (message.acked != null && $Object.hasOwnProperty.call(message, "acked"))
                    if (!$util.isInteger(message.acked) && !(message.acked && $util.isInteger(message.acked.low) && $util.isInteger(message.acked.high)))
                        return "acked: integer|Long expected";
                if (message.newest != null && $Object.hasOwnProperty.call(message, "newest"))
                    if (!$util.isInteger(message.newest) && !(message.newest && $util.isInteger(message.newest.low) && $util.isInteger(message.newest.high)))
                        return "newest: integer|Long expected";
                return null;
            };

            /**
             * Creates a Hello message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Hello
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Hello} Hello
             */
            Hello.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Hello)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Hello: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Hello();
                if (object.protocol != null)
                    if ($Number(object.protocol) !== 0)
                        message.protocol = object.protocol >>> 0;
                if (object.agentVersion != null)
                    if (typeof object.agentVersion !== "string" || object.agentVersion.length)
                        message.agentVersion = $String(object.agentVersion);
                if (object.agentBuild != null)
                    if (typeof object.agentBuild !== "string" || object.agentBuild.length)
                        message.agentBuild = $String(object.agentBuild);
                if (object.nodeUuid != null)
                    if (typeof object.nodeUuid !== "string" || object.nodeUuid.length)
                        message.nodeUuid = $String(object.nodeUuid);
                if (object.systemUuid != null)
                    if (typeof object.systemUuid !== "string" || object.systemUuid.length)
                        message.systemUuid = $String(object.systemUuid);
                if (object.systemSerial != null)
                    if (typeof object.systemSerial !== "string" || object.systemSerial.length)
                        message.systemSerial = $String(object.systemSerial);
                if (object.macAddresses) {
                    if (!$Array.isArray(object.macAddresses))
                        throw $TypeError(".bmv.v1.Hello.macAddresses: array expected");
                    message.macAddresses = $Array(object.macAddresses.length);
                    for (let i = 0; i < object.macAddresses.length; ++i)
                        message.macAddresses[i] = $String(object.macAddresses[i]);
                }
                if (object.acked != null)
                    if (typeof object.acked === "object" ? object.acked.low || object.acked.high : $Number(object.acked) !== 0)
                        if ($util.Long)
                            message.acked = $util.Long.fromValue(object.acked, true);
                        else if (typeof object.acked === "string")
                            message.acked = $parseInt(object.acked, 10);
                        else if (typeof object.acked === "number")
                            message.acked = object.acked;
                        else if (typeof object.acked === "object")
                            message.acked = new $util.LongBits(object.acked.low >>> 0, object.acked.high >>> 0).toNumber(true);
                if (object.newest != null)
                    if (typeof object.newest === "object" ? object.newest.low || object.newest.high : $Number(object.newest) !== 0)
                        if ($util.Long)
                            message.newest = $util.Long.fromValue(object.newest, true);
                        else if (typeof object.newest === "string")
                            message.newest = $parseInt(object.newest, 10);
                        else if (typeof object.newest === "number")
                            message.newest = object.newest;
                        else if (typeof object.newest === "object")
                            message.newest = new $util.LongBits(object.newest.low >>> 0, object.newest.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a Hello message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Hello
             * @static
             * @param {bmv.v1.Hello} message Hello
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Hello.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.macAddresses = [];
                if (options.defaults) {
                    object.protocol = 0;
                    object.agentVersion = "";
                    object.agentBuild = "";
                    object.nodeUuid = "";
                    object.systemUuid = "";
                    object.systemSerial = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.acked = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.acked = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.newest = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.newest = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol"))
                    object.protocol = message.protocol;
                if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion"))
                    object.agentVersion = message.agentVersion;
                if (message.agentBuild != null && $Object.hasOwnProperty.call(message, "agentBuild"))
                    object.agentBuild = message.agentBuild;
                if (message.nodeUuid != null && $Object.hasOwnProperty.call(message, "nodeUuid"))
                    object.nodeUuid = message.nodeUuid;
                if (message.systemUuid != null && $Object.hasOwnProperty.call(message, "systemUuid"))
                    object.systemUuid = message.systemUuid;
                if (message.systemSerial != null && $Object.hasOwnProperty.call(message, "systemSerial"))
                    object.systemSerial = message.systemSerial;
                if (message.macAddresses && message.macAddresses.length) {
                    object.macAddresses = $Array(message.macAddresses.length);
                    for (let j = 0; j < message.macAddresses.length; ++j)
                        object.macAddresses[j] = message.macAddresses[j];
                }
                if (message.acked != null && $Object.hasOwnProperty.call(message, "acked"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.acked = typeof message.acked === "number" ? $BigInt(message.acked) : $util.Long.fromBits(message.acked.low >>> 0, message.acked.high >>> 0, true).toBigInt();
                    else if (typeof message.acked === "number")
                        object.acked = options.longs === $String ? $String(message.acked) : message.acked;
                    else
                        object.acked = options.longs === $String ? $util.Long.prototype.toString.call(message.acked) : options.longs === $Number ? new $util.LongBits(message.acked.low >>> 0, message.acked.high >>> 0).toNumber(true) : message.acked;
                if (message.newest != null && $Object.hasOwnProperty.call(message, "newest"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.newest = typeof message.newest === "number" ? $BigInt(message.newest) : $util.Long.fromBits(message.newest.low >>> 0, message.newest.high >>> 0, true).toBigInt();
                    else if (typeof message.newest === "number")
                        object.newest = options.longs === $String ? $String(message.newest) : message.newest;
                    else
                        object.newest = options.longs === $String ? $util.Long.prototype.toString.call(message.newest) : options.longs === $Number ? new $util.LongBits(message.newest.low >>> 0, message.newest.high >>> 0).toNumber(true) : message.newest;
                return object;
            };

            /**
             * Converts this Hello to JSON.
             * @function toJSON
             * @memberof bmv.v1.Hello
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Hello.prototype.toJSON = function() {
                return Hello.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Hello;
        })();

        /**
         * Trust enum.
         * @name bmv.v1.Trust
         * @enum {number}
         * @property {number} TRUST_UNSPECIFIED=0 TRUST_UNSPECIFIED value
         * @property {number} TRUST_UNTRUSTED=1 TRUST_UNTRUSTED value
         * @property {number} TRUST_TRUSTED=2 TRUST_TRUSTED value
         */
        v1.Trust = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "TRUST_UNSPECIFIED"] = 0;
            values[valuesById[1] = "TRUST_UNTRUSTED"] = 1;
            values[valuesById[2] = "TRUST_TRUSTED"] = 2;
            return values;
        })();

        v1.Welcome = (function() {

            /**
             * Properties of a Welcome.
             * @typedef {Object} bmv.v1.Welcome.$Properties
             * @property {number|null} [protocol] Welcome protocol
             * @property {number|Long|null} [epoch] Welcome epoch
             * @property {bmv.v1.Trust|null} [trust] Welcome trust
             * @property {number|Long|null} [acked] Welcome acked
             * @property {boolean|null} [wantsInventory] Welcome wantsInventory
             * @property {number|null} [heartbeatMs] Welcome heartbeatMs
             * @property {number|null} [maxFrameBytes] Welcome maxFrameBytes
             * @property {number|Long|null} [nowMs] Welcome nowMs
             * @property {string|null} [credential] Welcome credential
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Welcome.
             * @memberof bmv.v1
             * @interface IWelcome
             * @augments bmv.v1.Welcome.$Properties
             * @deprecated Use bmv.v1.Welcome.$Properties instead.
             */

            /**
             * Shape of a Welcome.
             * @typedef {bmv.v1.Welcome.$Properties} bmv.v1.Welcome.$Shape
             */

            /**
             * Constructs a new Welcome.
             * @memberof bmv.v1
             * @classdesc Represents a Welcome.
             * @constructor
             * @param {bmv.v1.Welcome.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Welcome = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Welcome protocol.
             * @member {number} protocol
             * @memberof bmv.v1.Welcome
             * @instance
             */
            Welcome.prototype.protocol = 0;

            /**
             * Welcome epoch.
             * @member {number|Long} epoch
             * @memberof bmv.v1.Welcome
             * @instance
             */
            Welcome.prototype.epoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Welcome trust.
             * @member {bmv.v1.Trust} trust
             * @memberof bmv.v1.Welcome
             * @instance
             */
            Welcome.prototype.trust = 0;

            /**
             * Welcome acked.
             * @member {number|Long} acked
             * @memberof bmv.v1.Welcome
             * @instance
             */
            Welcome.prototype.acked = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Welcome wantsInventory.
             * @member {boolean} wantsInventory
             * @memberof bmv.v1.Welcome
             * @instance
             */
            Welcome.prototype.wantsInventory = false;

            /**
             * Welcome heartbeatMs.
             * @member {number} heartbeatMs
             * @memberof bmv.v1.Welcome
             * @instance
             */
            Welcome.prototype.heartbeatMs = 0;

            /**
             * Welcome maxFrameBytes.
             * @member {number} maxFrameBytes
             * @memberof bmv.v1.Welcome
             * @instance
             */
            Welcome.prototype.maxFrameBytes = 0;

            /**
             * Welcome nowMs.
             * @member {number|Long} nowMs
             * @memberof bmv.v1.Welcome
             * @instance
             */
            Welcome.prototype.nowMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Welcome credential.
             * @member {string} credential
             * @memberof bmv.v1.Welcome
             * @instance
             */
            Welcome.prototype.credential = "";

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link bmv.v1.Welcome.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Welcome
             * @static
             * @param {bmv.v1.Welcome.$Properties} message Welcome message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Welcome.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol") && message.protocol !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.protocol);
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && (typeof message.epoch === "object" ? message.epoch.low || message.epoch.high : message.epoch !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.epoch);
                if (message.trust != null && $Object.hasOwnProperty.call(message, "trust") && message.trust !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.trust);
                if (message.acked != null && $Object.hasOwnProperty.call(message, "acked") && (typeof message.acked === "object" ? message.acked.low || message.acked.high : message.acked !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.acked);
                if (message.wantsInventory != null && $Object.hasOwnProperty.call(message, "wantsInventory") && message.wantsInventory !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.wantsInventory);
                if (message.heartbeatMs != null && $Object.hasOwnProperty.call(message, "heartbeatMs") && message.heartbeatMs !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.heartbeatMs);
                if (message.maxFrameBytes != null && $Object.hasOwnProperty.call(message, "maxFrameBytes") && message.maxFrameBytes !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.maxFrameBytes);
                if (message.nowMs != null && $Object.hasOwnProperty.call(message, "nowMs") && (typeof message.nowMs === "object" ? message.nowMs.low || message.nowMs.high : message.nowMs !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.nowMs);
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential") && message.credential !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.credential);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Welcome
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Welcome & bmv.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Welcome.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.Welcome();
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
                                message.protocol = value;
                            else
                                delete message.protocol;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.epoch = value;
                            else
                                delete message.epoch;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.trust = value;
                            else
                                delete message.trust;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.acked = value;
                            else
                                delete message.acked;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.wantsInventory = value;
                            else
                                delete message.wantsInventory;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.heartbeatMs = value;
                            else
                                delete message.heartbeatMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxFrameBytes = value;
                            else
                                delete message.maxFrameBytes;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nowMs = value;
                            else
                                delete message.nowMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.credential = value;
                            else
                                delete message.credential;
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
             * Verifies a Welcome message.
             * @function verify
             * @memberof bmv.v1.Welcome
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Welcome.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol"))
                    if (!$util.isInteger(message.protocol))
                        return "protocol: integer expected";
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch"))
                    if (!$util.isInteger(message.epoch) && !(message.epoch && $util.isInteger(message.epoch.low) && $util.isInteger(message.epoch.high)))
                        return "epoch: integer|Long expected";
                if (message.trust != null && $Object.hasOwnProperty.call(message, "trust"))
                    if (typeof message.trust !== "number" || (message.trust | 0) !== message.trust)
                        return "trust: enum value expected";
                if (message.acked != null && $Object.hasOwnProperty.call(message, "acked"))
                    if (!$util.isInteger(message.acked) && !(message.acked && $util.isInteger(message.acked.low) && $util.isInteger(message.acked.high)))
                        return "acked: integer|Long expected";
                if (message.wantsInventory != null && $Object.hasOwnProperty.call(message, "wantsInventory"))
                    if (typeof message.wantsInventory !== "boolean")
                        return "wantsInventory: boolean expected";
                if (message.heartbeatMs != null && $Object.hasOwnProperty.call(message, "heartbeatMs"))
                    if (!$util.isInteger(message.heartbeatMs))
                        return "heartbeatMs: integer expected";
                if (message.maxFrameBytes != null && $Object.hasOwnProperty.call(message, "maxFrameBytes"))
                    if (!$util.isInteger(message.maxFrameBytes))
                        return "maxFrameBytes: integer expected";
                if (message.nowMs != null && $Object.hasOwnProperty.call(message, "nowMs"))
                    if (!$util.isInteger(message.nowMs) && !(message.nowMs && $util.isInteger(message.nowMs.low) && $util.isInteger(message.nowMs.high)))
                        return "nowMs: integer|Long expected";
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential"))
                    if (!$util.isString(message.credential))
                        return "credential: string expected";
                return null;
            };

            /**
             * Creates a Welcome message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Welcome
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Welcome} Welcome
             */
            Welcome.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Welcome)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Welcome: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Welcome();
                if (object.protocol != null)
                    if ($Number(object.protocol) !== 0)
                        message.protocol = object.protocol >>> 0;
                if (object.epoch != null)
                    if (typeof object.epoch === "object" ? object.epoch.low || object.epoch.high : $Number(object.epoch) !== 0)
                        if ($util.Long)
                            message.epoch = $util.Long.fromValue(object.epoch, true);
                        else if (typeof object.epoch === "string")
                            message.epoch = $parseInt(object.epoch, 10);
                        else if (typeof object.epoch === "number")
                            message.epoch = object.epoch;
                        else if (typeof object.epoch === "object")
                            message.epoch = new $util.LongBits(object.epoch.low >>> 0, object.epoch.high >>> 0).toNumber(true);
                if (object.trust !== 0 && (typeof object.trust !== "string" || $root.bmv.v1.Trust[object.trust] !== 0))
                    switch (object.trust) {
                    case "TRUST_UNSPECIFIED":
                    case 0:
                        message.trust = 0;
                        break;
                    case "TRUST_UNTRUSTED":
                    case 1:
                        message.trust = 1;
                        break;
                    case "TRUST_TRUSTED":
                    case 2:
                        message.trust = 2;
                        break;
                    default:
                        if (typeof object.trust === "number" && (object.trust | 0) === object.trust)
                            message.trust = object.trust;
                    }
                if (object.acked != null)
                    if (typeof object.acked === "object" ? object.acked.low || object.acked.high : $Number(object.acked) !== 0)
                        if ($util.Long)
                            message.acked = $util.Long.fromValue(object.acked, true);
                        else if (typeof object.acked === "string")
                            message.acked = $parseInt(object.acked, 10);
                        else if (typeof object.acked === "number")
                            message.acked = object.acked;
                        else if (typeof object.acked === "object")
                            message.acked = new $util.LongBits(object.acked.low >>> 0, object.acked.high >>> 0).toNumber(true);
                if (object.wantsInventory != null)
                    if (object.wantsInventory)
                        message.wantsInventory = $Boolean(object.wantsInventory);
                if (object.heartbeatMs != null)
                    if ($Number(object.heartbeatMs) !== 0)
                        message.heartbeatMs = object.heartbeatMs >>> 0;
                if (object.maxFrameBytes != null)
                    if ($Number(object.maxFrameBytes) !== 0)
                        message.maxFrameBytes = object.maxFrameBytes >>> 0;
                if (object.nowMs != null)
                    if (typeof object.nowMs === "object" ? object.nowMs.low || object.nowMs.high : $Number(object.nowMs) !== 0)
                        if ($util.Long)
                            message.nowMs = $util.Long.fromValue(object.nowMs, true);
                        else if (typeof object.nowMs === "string")
                            message.nowMs = $parseInt(object.nowMs, 10);
                        else if (typeof object.nowMs === "number")
                            message.nowMs = object.nowMs;
                        else if (typeof object.nowMs === "object")
                            message.nowMs = new $util.LongBits(object.nowMs.low >>> 0, object.nowMs.high >>> 0).toNumber(true);
                if (object.credential != null)
                    if (typeof object.credential !== "string" || object.credential.length)
                        message.credential = $String(object.credential);
                return message;
            };

            /**
             * Creates a plain object from a Welcome message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Welcome
             * @static
             * @param {bmv.v1.Welcome} message Welcome
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Welcome.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.protocol = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.epoch = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.epoch = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.trust = options.enums === $String ? "TRUST_UNSPECIFIED" : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.acked = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.acked = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.wantsInventory = false;
                    object.heartbeatMs = 0;
                    object.maxFrameBytes = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.nowMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.nowMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.credential = "";
                }
                if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol"))
                    object.protocol = message.protocol;
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.epoch = typeof message.epoch === "number" ? $BigInt(message.epoch) : $util.Long.fromBits(message.epoch.low >>> 0, message.epoch.high >>> 0, true).toBigInt();
                    else if (typeof message.epoch === "number")
                        object.epoch = options.longs === $String ? $String(message.epoch) : message.epoch;
                    else
                        object.epoch = options.longs === $String ? $util.Long.prototype.toString.call(message.epoch) : options.longs === $Number ? new $util.LongBits(message.epoch.low >>> 0, message.epoch.high >>> 0).toNumber(true) : message.epoch;
                if (message.trust != null && $Object.hasOwnProperty.call(message, "trust"))
                    object.trust = options.enums === $String ? $root.bmv.v1.Trust[message.trust] === $undefined ? message.trust : $root.bmv.v1.Trust[message.trust] : message.trust;
                if (message.acked != null && $Object.hasOwnProperty.call(message, "acked"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.acked = typeof message.acked === "number" ? $BigInt(message.acked) : $util.Long.fromBits(message.acked.low >>> 0, message.acked.high >>> 0, true).toBigInt();
                    else if (typeof message.acked === "number")
                        object.acked = options.longs === $String ? $String(message.acked) : message.acked;
                    else
                        object.acked = options.longs === $String ? $util.Long.prototype.toString.call(message.acked) : options.longs === $Number ? new $util.LongBits(message.acked.low >>> 0, message.acked.high >>> 0).toNumber(true) : message.acked;
                if (message.wantsInventory != null && $Object.hasOwnProperty.call(message, "wantsInventory"))
                    object.wantsInventory = message.wantsInventory;
                if (message.heartbeatMs != null && $Object.hasOwnProperty.call(message, "heartbeatMs"))
                    object.heartbeatMs = message.heartbeatMs;
                if (message.maxFrameBytes != null && $Object.hasOwnProperty.call(message, "maxFrameBytes"))
                    object.maxFrameBytes = message.maxFrameBytes;
                if (message.nowMs != null && $Object.hasOwnProperty.call(message, "nowMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.nowMs = typeof message.nowMs === "number" ? $BigInt(message.nowMs) : $util.Long.fromBits(message.nowMs.low >>> 0, message.nowMs.high >>> 0, true).toBigInt();
                    else if (typeof message.nowMs === "number")
                        object.nowMs = options.longs === $String ? $String(message.nowMs) : message.nowMs;
                    else
                        object.nowMs = options.longs === $String ? $util.Long.prototype.toString.call(message.nowMs) : options.longs === $Number ? new $util.LongBits(message.nowMs.low >>> 0, message.nowMs.high >>> 0).toNumber(true) : message.nowMs;
                if (message.credential != null && $Object.hasOwnProperty.call(message, "credential"))
                    object.credential = message.credential;
                return object;
            };

            /**
             * Converts this Welcome to JSON.
             * @function toJSON
             * @memberof bmv.v1.Welcome
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Welcome.prototype.toJSON = function() {
                return Welcome.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Welcome;
        })();

        v1.Ack = (function() {

            /**
             * Properties of an Ack.
             * @typedef {Object} bmv.v1.Ack.$Properties
             * @property {number|Long|null} [sequence] Ack sequence
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Ack.
             * @memberof bmv.v1
             * @interface IAck
             * @augments bmv.v1.Ack.$Properties
             * @deprecated Use bmv.v1.Ack.$Properties instead.
             */

            /**
             * Shape of an Ack.
             * @typedef {bmv.v1.Ack.$Properties} bmv.v1.Ack.$Shape
             */

            /**
             * Constructs a new Ack.
             * @memberof bmv.v1
             * @classdesc Represents an Ack.
             * @constructor
             * @param {bmv.v1.Ack.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ack = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ack sequence.
             * @member {number|Long} sequence
             * @memberof bmv.v1.Ack
             * @instance
             */
            Ack.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Ack message. Does not implicitly {@link bmv.v1.Ack.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Ack
             * @static
             * @param {bmv.v1.Ack.$Properties} message Ack message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ack.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Ack
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Ack & bmv.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ack.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.Ack();
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
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
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
             * Verifies an Ack message.
             * @function verify
             * @memberof bmv.v1.Ack
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Ack.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                    if (!$util.isInteger(message.sequence) && !(message.sequence && $util.isInteger(message.sequence.low) && $util.isInteger(message.sequence.high)))
                        return "sequence: integer|Long expected";
                return null;
            };

            /**
             * Creates an Ack message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Ack
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Ack} Ack
             */
            Ack.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Ack)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Ack: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Ack();
                if (object.sequence != null)
                    if (typeof object.sequence === "object" ? object.sequence.low || object.sequence.high : $Number(object.sequence) !== 0)
                        if ($util.Long)
                            message.sequence = $util.Long.fromValue(object.sequence, true);
                        else if (typeof object.sequence === "string")
                            message.sequence = $parseInt(object.sequence, 10);
                        else if (typeof object.sequence === "number")
                            message.sequence = object.sequence;
                        else if (typeof object.sequence === "object")
                            message.sequence = new $util.LongBits(object.sequence.low >>> 0, object.sequence.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from an Ack message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Ack
             * @static
             * @param {bmv.v1.Ack} message Ack
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Ack.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.sequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.sequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.sequence = typeof message.sequence === "number" ? $BigInt(message.sequence) : $util.Long.fromBits(message.sequence.low >>> 0, message.sequence.high >>> 0, true).toBigInt();
                    else if (typeof message.sequence === "number")
                        object.sequence = options.longs === $String ? $String(message.sequence) : message.sequence;
                    else
                        object.sequence = options.longs === $String ? $util.Long.prototype.toString.call(message.sequence) : options.longs === $Number ? new $util.LongBits(message.sequence.low >>> 0, message.sequence.high >>> 0).toNumber(true) : message.sequence;
                return object;
            };

            /**
             * Converts this Ack to JSON.
             * @function toJSON
             * @memberof bmv.v1.Ack
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Ack.prototype.toJSON = function() {
                return Ack.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Ack;
        })();

        v1.Refusal = (function() {

            /**
             * Properties of a Refusal.
             * @typedef {Object} bmv.v1.Refusal.$Properties
             * @property {string|null} [code] Refusal code
             * @property {string|null} [message] Refusal message
             * @property {boolean|null} [mayRetry] Refusal mayRetry
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Refusal.
             * @memberof bmv.v1
             * @interface IRefusal
             * @augments bmv.v1.Refusal.$Properties
             * @deprecated Use bmv.v1.Refusal.$Properties instead.
             */

            /**
             * Shape of a Refusal.
             * @typedef {bmv.v1.Refusal.$Properties} bmv.v1.Refusal.$Shape
             */

            /**
             * Constructs a new Refusal.
             * @memberof bmv.v1
             * @classdesc Represents a Refusal.
             * @constructor
             * @param {bmv.v1.Refusal.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Refusal = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Refusal code.
             * @member {string} code
             * @memberof bmv.v1.Refusal
             * @instance
             */
            Refusal.prototype.code = "";

            /**
             * Refusal message.
             * @member {string} message
             * @memberof bmv.v1.Refusal
             * @instance
             */
            Refusal.prototype.message = "";

            /**
             * Refusal mayRetry.
             * @member {boolean} mayRetry
             * @memberof bmv.v1.Refusal
             * @instance
             */
            Refusal.prototype.mayRetry = false;

            /**
             * Encodes the specified Refusal message. Does not implicitly {@link bmv.v1.Refusal.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Refusal
             * @static
             * @param {bmv.v1.Refusal.$Properties} message Refusal message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Refusal.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                if (message.mayRetry != null && $Object.hasOwnProperty.call(message, "mayRetry") && message.mayRetry !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.mayRetry);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Refusal message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Refusal
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Refusal & bmv.v1.Refusal.$Shape} Refusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Refusal.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.Refusal();
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
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.mayRetry = value;
                            else
                                delete message.mayRetry;
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
             * Verifies a Refusal message.
             * @function verify
             * @memberof bmv.v1.Refusal
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Refusal.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    if (!$util.isString(message.message))
                        return "message: string expected";
                if (message.mayRetry != null && $Object.hasOwnProperty.call(message, "mayRetry"))
                    if (typeof message.mayRetry !== "boolean")
                        return "mayRetry: boolean expected";
                return null;
            };

            /**
             * Creates a Refusal message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Refusal
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Refusal} Refusal
             */
            Refusal.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Refusal)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Refusal: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Refusal();
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                if (object.message != null)
                    if (typeof object.message !== "string" || object.message.length)
                        message.message = $String(object.message);
                if (object.mayRetry != null)
                    if (object.mayRetry)
                        message.mayRetry = $Boolean(object.mayRetry);
                return message;
            };

            /**
             * Creates a plain object from a Refusal message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Refusal
             * @static
             * @param {bmv.v1.Refusal} message Refusal
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Refusal.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.code = "";
                    object.message = "";
                    object.mayRetry = false;
                }
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    object.message = message.message;
                if (message.mayRetry != null && $Object.hasOwnProperty.call(message, "mayRetry"))
                    object.mayRetry = message.mayRetry;
                return object;
            };

            /**
             * Converts this Refusal to JSON.
             * @function toJSON
             * @memberof bmv.v1.Refusal
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Refusal.prototype.toJSON = function() {
                return Refusal.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Refusal;
        })();

        v1.DesiredVolume = (function() {

            /**
             * Properties of a DesiredVolume.
             * @typedef {Object} bmv.v1.DesiredVolume.$Properties
             * @property {string|null} [id] DesiredVolume id
             * @property {string|null} [name] DesiredVolume name
             * @property {string|null} [project] DesiredVolume project
             * @property {bmv.v1.VolumeState|null} [state] DesiredVolume state
             * @property {number|Long|null} [length] DesiredVolume length
             * @property {Array.<string>|null} [disks] DesiredVolume disks
             * @property {bmv.v1.Filesystem|null} [filesystem] DesiredVolume filesystem
             * @property {string|null} [label] DesiredVolume label
             * @property {string|null} [mountPoint] DesiredVolume mountPoint
             * @property {bmv.v1.ErasureMethod|null} [erase] DesiredVolume erase
             * @property {boolean|null} [adopt] DesiredVolume adopt
             * @property {Array.<bmv.v1.TellWay>|null} [tell] DesiredVolume tell
             * @property {bmv.v1.Encryption|null} [encryption] DesiredVolume encryption
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DesiredVolume.
             * @memberof bmv.v1
             * @interface IDesiredVolume
             * @augments bmv.v1.DesiredVolume.$Properties
             * @deprecated Use bmv.v1.DesiredVolume.$Properties instead.
             */

            /**
             * Shape of a DesiredVolume.
             * @typedef {bmv.v1.DesiredVolume.$Properties} bmv.v1.DesiredVolume.$Shape
             */

            /**
             * Constructs a new DesiredVolume.
             * @memberof bmv.v1
             * @classdesc Represents a DesiredVolume.
             * @constructor
             * @param {bmv.v1.DesiredVolume.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DesiredVolume = function (properties) {
                this.disks = [];
                this.tell = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DesiredVolume id.
             * @member {string} id
             * @memberof bmv.v1.DesiredVolume
             * @instance
             */
            DesiredVolume.prototype.id = "";

            /**
             * DesiredVolume name.
             * @member {string} name
             * @memberof bmv.v1.DesiredVolume
             * @instance
             */
            DesiredVolume.prototype.name = "";

            /**
             * DesiredVolume project.
             * @member {string} project
             * @memberof bmv.v1.DesiredVolume
             * @instance
             */
            DesiredVolume.prototype.project = "";

            /**
             * DesiredVolume state.
             * @member {bmv.v1.VolumeState} state
             * @memberof bmv.v1.DesiredVolume
             * @instance
             */
            DesiredVolume.prototype.state = 0;

            /**
             * DesiredVolume length.
             * @member {number|Long} length
             * @memberof bmv.v1.DesiredVolume
             * @instance
             */
            DesiredVolume.prototype.length = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * DesiredVolume disks.
             * @member {Array.<string>} disks
             * @memberof bmv.v1.DesiredVolume
             * @instance
             */
            DesiredVolume.prototype.disks = $util.emptyArray;

            /**
             * DesiredVolume filesystem.
             * @member {bmv.v1.Filesystem} filesystem
             * @memberof bmv.v1.DesiredVolume
             * @instance
             */
            DesiredVolume.prototype.filesystem = 0;

            /**
             * DesiredVolume label.
             * @member {string} label
             * @memberof bmv.v1.DesiredVolume
             * @instance
             */
            DesiredVolume.prototype.label = "";

            /**
             * DesiredVolume mountPoint.
             * @member {string} mountPoint
             * @memberof bmv.v1.DesiredVolume
             * @instance
             */
            DesiredVolume.prototype.mountPoint = "";

            /**
             * DesiredVolume erase.
             * @member {bmv.v1.ErasureMethod} erase
             * @memberof bmv.v1.DesiredVolume
             * @instance
             */
            DesiredVolume.prototype.erase = 0;

            /**
             * DesiredVolume adopt.
             * @member {boolean} adopt
             * @memberof bmv.v1.DesiredVolume
             * @instance
             */
            DesiredVolume.prototype.adopt = false;

            /**
             * DesiredVolume tell.
             * @member {Array.<bmv.v1.TellWay>} tell
             * @memberof bmv.v1.DesiredVolume
             * @instance
             */
            DesiredVolume.prototype.tell = $util.emptyArray;

            /**
             * DesiredVolume encryption.
             * @member {bmv.v1.Encryption} encryption
             * @memberof bmv.v1.DesiredVolume
             * @instance
             */
            DesiredVolume.prototype.encryption = 0;

            /**
             * Encodes the specified DesiredVolume message. Does not implicitly {@link bmv.v1.DesiredVolume.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.DesiredVolume
             * @static
             * @param {bmv.v1.DesiredVolume.$Properties} message DesiredVolume message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DesiredVolume.encode = function (message, writer, _depth) {
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
                if (message.length != null && $Object.hasOwnProperty.call(message, "length") && (typeof message.length === "object" ? message.length.low || message.length.high : message.length !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.length);
                if (message.disks != null && message.disks.length)
                    for (let i = 0; i < message.disks.length; ++i)
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.disks[i]);
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem") && message.filesystem !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int32(message.filesystem);
                if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.label);
                if (message.mountPoint != null && $Object.hasOwnProperty.call(message, "mountPoint") && message.mountPoint !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.mountPoint);
                if (message.erase != null && $Object.hasOwnProperty.call(message, "erase") && message.erase !== 0)
                    writer.uint32(/* id 10, wireType 0 =*/80).int32(message.erase);
                if (message.adopt != null && $Object.hasOwnProperty.call(message, "adopt") && message.adopt !== false)
                    writer.uint32(/* id 11, wireType 0 =*/88).bool(message.adopt);
                if (message.tell != null && message.tell.length)
                    writer.uint32(/* id 12, wireType 2 =*/98).int32s(message.tell);
                if (message.encryption != null && $Object.hasOwnProperty.call(message, "encryption") && message.encryption !== 0)
                    writer.uint32(/* id 13, wireType 0 =*/104).int32(message.encryption);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DesiredVolume message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.DesiredVolume
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.DesiredVolume & bmv.v1.DesiredVolume.$Shape} DesiredVolume
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DesiredVolume.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.DesiredVolume();
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
                                message.length = value;
                            else
                                delete message.length;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.disks && message.disks.length))
                                message.disks = [];
                            message.disks.push(reader.stringVerify());
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
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.erase = value;
                            else
                                delete message.erase;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.adopt = value;
                            else
                                delete message.adopt;
                            continue;
                        }
                    case 12: {
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
                    case 13: {
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
             * Verifies a DesiredVolume message.
             * @function verify
             * @memberof bmv.v1.DesiredVolume
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            DesiredVolume.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
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
                if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                    if (!$util.isInteger(message.length) && !(message.length && $util.isInteger(message.length.low) && $util.isInteger(message.length.high)))
                        return "length: integer|Long expected";
                if (message.disks != null && $Object.hasOwnProperty.call(message, "disks")) {
                    if (!$Array.isArray(message.disks))
                        return "disks: array expected";
                    for (let i = 0; i < message.disks.length; ++i)
                        if (!$util.isString(message.disks[i]))
                            return "disks: string[] expected";
                }
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem"))
                    if (typeof message.filesystem !== "number" || (message.filesystem | 0) !== message.filesystem)
                        return "filesystem: enum value expected";
                if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                    if (!$util.isString(message.label))
                        return "label: string expected";
                if (message.mountPoint != null && $Object.hasOwnProperty.call(message, "mountPoint"))
                    if (!$util.isString(message.mountPoint))
                        return "mountPoint: string expected";
                if (message.erase != null && $Object.hasOwnProperty.call(message, "erase"))
                    if (typeof message.erase !== "number" || (message.erase | 0) !== message.erase)
                        return "erase: enum value expected";
                if (message.adopt != null && $Object.hasOwnProperty.call(message, "adopt"))
                    if (typeof message.adopt !== "boolean")
                        return "adopt: boolean expected";
                if (message.tell != null && $Object.hasOwnProperty.call(message, "tell")) {
                    if (!$Array.isArray(message.tell))
                        return "tell: array expected";
                    for (let i = 0; i < message.tell.length; ++i)
                        if (typeof message.tell[i] !== "number" || (message.tell[i] | 0) !== message.tell[i])
                            return "tell: enum value[] expected";
                }
                if (message.encryption != null && $Object.hasOwnProperty.call(message, "encryption"))
                    if (typeof message.encryption !== "number" || (message.encryption | 0) !== message.encryption)
                        return "encryption: enum value expected";
                return null;
            };

            /**
             * Creates a DesiredVolume message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.DesiredVolume
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.DesiredVolume} DesiredVolume
             */
            DesiredVolume.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.DesiredVolume)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.DesiredVolume: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.DesiredVolume();
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
                if (object.disks) {
                    if (!$Array.isArray(object.disks))
                        throw $TypeError(".bmv.v1.DesiredVolume.disks: array expected");
                    message.disks = $Array(object.disks.length);
                    for (let i = 0; i < object.disks.length; ++i)
                        message.disks[i] = $String(object.disks[i]);
                }
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
                if (object.erase !== 0 && (typeof object.erase !== "string" || $root.bmv.v1.ErasureMethod[object.erase] !== 0))
                    switch (object.erase) {
                    case "ERASURE_METHOD_UNSPECIFIED":
                    case 0:
                        message.erase = 0;
                        break;
                    case "ERASURE_METHOD_NONE":
                    case 1:
                        message.erase = 1;
                        break;
                    case "ERASURE_METHOD_METADATA":
                    case 2:
                        message.erase = 2;
                        break;
                    case "ERASURE_METHOD_ZERO":
                    case 3:
                        message.erase = 3;
                        break;
                    case "ERASURE_METHOD_DISCARD":
                    case 4:
                        message.erase = 4;
                        break;
                    case "ERASURE_METHOD_CRYPTO":
                    case 5:
                        message.erase = 5;
                        break;
                    default:
                        if (typeof object.erase === "number" && (object.erase | 0) === object.erase)
                            message.erase = object.erase;
                    }
                if (object.adopt != null)
                    if (object.adopt)
                        message.adopt = $Boolean(object.adopt);
                if (object.tell) {
                    if (!$Array.isArray(object.tell))
                        throw $TypeError(".bmv.v1.DesiredVolume.tell: array expected");
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
             * Creates a plain object from a DesiredVolume message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.DesiredVolume
             * @static
             * @param {bmv.v1.DesiredVolume} message DesiredVolume
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            DesiredVolume.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.disks = [];
                    object.tell = [];
                }
                if (options.defaults) {
                    object.id = "";
                    object.name = "";
                    object.project = "";
                    object.state = options.enums === $String ? "VOLUME_STATE_UNSPECIFIED" : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.length = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.length = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.filesystem = options.enums === $String ? "FILESYSTEM_UNSPECIFIED" : 0;
                    object.label = "";
                    object.mountPoint = "";
                    object.erase = options.enums === $String ? "ERASURE_METHOD_UNSPECIFIED" : 0;
                    object.adopt = false;
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
                if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.length = typeof message.length === "number" ? $BigInt(message.length) : $util.Long.fromBits(message.length.low >>> 0, message.length.high >>> 0, true).toBigInt();
                    else if (typeof message.length === "number")
                        object.length = options.longs === $String ? $String(message.length) : message.length;
                    else
                        object.length = options.longs === $String ? $util.Long.prototype.toString.call(message.length) : options.longs === $Number ? new $util.LongBits(message.length.low >>> 0, message.length.high >>> 0).toNumber(true) : message.length;
                if (message.disks && message.disks.length) {
                    object.disks = $Array(message.disks.length);
                    for (let j = 0; j < message.disks.length; ++j)
                        object.disks[j] = message.disks[j];
                }
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem"))
                    object.filesystem = options.enums === $String ? $root.bmv.v1.Filesystem[message.filesystem] === $undefined ? message.filesystem : $root.bmv.v1.Filesystem[message.filesystem] : message.filesystem;
                if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                    object.label = message.label;
                if (message.mountPoint != null && $Object.hasOwnProperty.call(message, "mountPoint"))
                    object.mountPoint = message.mountPoint;
                if (message.erase != null && $Object.hasOwnProperty.call(message, "erase"))
                    object.erase = options.enums === $String ? $root.bmv.v1.ErasureMethod[message.erase] === $undefined ? message.erase : $root.bmv.v1.ErasureMethod[message.erase] : message.erase;
                if (message.adopt != null && $Object.hasOwnProperty.call(message, "adopt"))
                    object.adopt = message.adopt;
                if (message.tell && message.tell.length) {
                    object.tell = $Array(message.tell.length);
                    for (let j = 0; j < message.tell.length; ++j)
                        object.tell[j] = options.enums === $String ? $root.bmv.v1.TellWay[message.tell[j]] === $undefined ? message.tell[j] : $root.bmv.v1.TellWay[message.tell[j]] : message.tell[j];
                }
                if (message.encryption != null && $Object.hasOwnProperty.call(message, "encryption"))
                    object.encryption = options.enums === $String ? $root.bmv.v1.Encryption[message.encryption] === $undefined ? message.encryption : $root.bmv.v1.Encryption[message.encryption] : message.encryption;
                return object;
            };

            /**
             * Converts this DesiredVolume to JSON.
             * @function toJSON
             * @memberof bmv.v1.DesiredVolume
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            DesiredVolume.prototype.toJSON = function() {
                return DesiredVolume.toObject(this, $protobuf.util.toJSONOptions);
            };

            return DesiredVolume;
        })();

        v1.DesiredVolumes = (function() {

            /**
             * Properties of a DesiredVolumes.
             * @typedef {Object} bmv.v1.DesiredVolumes.$Properties
             * @property {number|Long|null} [revision] DesiredVolumes revision
             * @property {Array.<bmv.v1.DesiredVolume.$Properties>|null} [volumes] DesiredVolumes volumes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DesiredVolumes.
             * @memberof bmv.v1
             * @interface IDesiredVolumes
             * @augments bmv.v1.DesiredVolumes.$Properties
             * @deprecated Use bmv.v1.DesiredVolumes.$Properties instead.
             */

            /**
             * Shape of a DesiredVolumes.
             * @typedef {bmv.v1.DesiredVolumes.$Properties} bmv.v1.DesiredVolumes.$Shape
             */

            /**
             * Constructs a new DesiredVolumes.
             * @memberof bmv.v1
             * @classdesc Represents a DesiredVolumes.
             * @constructor
             * @param {bmv.v1.DesiredVolumes.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DesiredVolumes = function (properties) {
                this.volumes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DesiredVolumes revision.
             * @member {number|Long} revision
             * @memberof bmv.v1.DesiredVolumes
             * @instance
             */
            DesiredVolumes.prototype.revision = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * DesiredVolumes volumes.
             * @member {Array.<bmv.v1.DesiredVolume.$Properties>} volumes
             * @memberof bmv.v1.DesiredVolumes
             * @instance
             */
            DesiredVolumes.prototype.volumes = $util.emptyArray;

            /**
             * Encodes the specified DesiredVolumes message. Does not implicitly {@link bmv.v1.DesiredVolumes.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.DesiredVolumes
             * @static
             * @param {bmv.v1.DesiredVolumes.$Properties} message DesiredVolumes message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DesiredVolumes.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision") && (typeof message.revision === "object" ? message.revision.low || message.revision.high : message.revision !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.revision);
                if (message.volumes != null && message.volumes.length)
                    for (let i = 0; i < message.volumes.length; ++i)
                        $root.bmv.v1.DesiredVolume.encode(message.volumes[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DesiredVolumes message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.DesiredVolumes
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.DesiredVolumes & bmv.v1.DesiredVolumes.$Shape} DesiredVolumes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DesiredVolumes.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.DesiredVolumes();
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
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.revision = value;
                            else
                                delete message.revision;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.volumes && message.volumes.length))
                                message.volumes = [];
                            message.volumes.push($root.bmv.v1.DesiredVolume.decode(reader, reader.size(), $undefined, _depth + 1));
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
             * Verifies a DesiredVolumes message.
             * @function verify
             * @memberof bmv.v1.DesiredVolumes
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            DesiredVolumes.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision"))
                    if (!$util.isInteger(message.revision) && !(message.revision && $util.isInteger(message.revision.low) && $util.isInteger(message.revision.high)))
                        return "revision: integer|Long expected";
                if (message.volumes != null && $Object.hasOwnProperty.call(message, "volumes")) {
                    if (!$Array.isArray(message.volumes))
                        return "volumes: array expected";
                    for (let i = 0; i < message.volumes.length; ++i) {
                        let error = $root.bmv.v1.DesiredVolume.verify(message.volumes[i], _depth + 1);
                        if (error)
                            return "volumes." + error;
                    }
                }
                return null;
            };

            /**
             * Creates a DesiredVolumes message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.DesiredVolumes
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.DesiredVolumes} DesiredVolumes
             */
            DesiredVolumes.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.DesiredVolumes)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.DesiredVolumes: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.DesiredVolumes();
                if (object.revision != null)
                    if (typeof object.revision === "object" ? object.revision.low || object.revision.high : $Number(object.revision) !== 0)
                        if ($util.Long)
                            message.revision = $util.Long.fromValue(object.revision, true);
                        else if (typeof object.revision === "string")
                            message.revision = $parseInt(object.revision, 10);
                        else if (typeof object.revision === "number")
                            message.revision = object.revision;
                        else if (typeof object.revision === "object")
                            message.revision = new $util.LongBits(object.revision.low >>> 0, object.revision.high >>> 0).toNumber(true);
                if (object.volumes) {
                    if (!$Array.isArray(object.volumes))
                        throw $TypeError(".bmv.v1.DesiredVolumes.volumes: array expected");
                    message.volumes = $Array(object.volumes.length);
                    for (let i = 0; i < object.volumes.length; ++i) {
                        if (!$util.isObject(object.volumes[i]))
                            throw $TypeError(".bmv.v1.DesiredVolumes.volumes: object expected");
                        message.volumes[i] = $root.bmv.v1.DesiredVolume.fromObject(object.volumes[i], _depth + 1);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a DesiredVolumes message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.DesiredVolumes
             * @static
             * @param {bmv.v1.DesiredVolumes} message DesiredVolumes
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            DesiredVolumes.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.volumes = [];
                if (options.defaults)
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.revision = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.revision = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.revision = typeof message.revision === "number" ? $BigInt(message.revision) : $util.Long.fromBits(message.revision.low >>> 0, message.revision.high >>> 0, true).toBigInt();
                    else if (typeof message.revision === "number")
                        object.revision = options.longs === $String ? $String(message.revision) : message.revision;
                    else
                        object.revision = options.longs === $String ? $util.Long.prototype.toString.call(message.revision) : options.longs === $Number ? new $util.LongBits(message.revision.low >>> 0, message.revision.high >>> 0).toNumber(true) : message.revision;
                if (message.volumes && message.volumes.length) {
                    object.volumes = $Array(message.volumes.length);
                    for (let j = 0; j < message.volumes.length; ++j)
                        object.volumes[j] = $root.bmv.v1.DesiredVolume.toObject(message.volumes[j], options, _depth + 1);
                }
                return object;
            };

            /**
             * Converts this DesiredVolumes to JSON.
             * @function toJSON
             * @memberof bmv.v1.DesiredVolumes
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            DesiredVolumes.prototype.toJSON = function() {
                return DesiredVolumes.toObject(this, $protobuf.util.toJSONOptions);
            };

            return DesiredVolumes;
        })();

        v1.PermissionRequest = (function() {

            /**
             * Properties of a PermissionRequest.
             * @typedef {Object} bmv.v1.PermissionRequest.$Properties
             * @property {number|Long|null} [id] PermissionRequest id
             * @property {string|null} [run] PermissionRequest run
             * @property {string|null} [step] PermissionRequest step
             * @property {bmv.v1.StepKind|null} [kind] PermissionRequest kind
             * @property {string|null} [nodeUuid] PermissionRequest nodeUuid
             * @property {string|null} [instanceUuid] PermissionRequest instanceUuid
             * @property {string|null} [project] PermissionRequest project
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PermissionRequest.
             * @memberof bmv.v1
             * @interface IPermissionRequest
             * @augments bmv.v1.PermissionRequest.$Properties
             * @deprecated Use bmv.v1.PermissionRequest.$Properties instead.
             */

            /**
             * Shape of a PermissionRequest.
             * @typedef {bmv.v1.PermissionRequest.$Properties} bmv.v1.PermissionRequest.$Shape
             */

            /**
             * Constructs a new PermissionRequest.
             * @memberof bmv.v1
             * @classdesc Represents a PermissionRequest.
             * @constructor
             * @param {bmv.v1.PermissionRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PermissionRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PermissionRequest id.
             * @member {number|Long} id
             * @memberof bmv.v1.PermissionRequest
             * @instance
             */
            PermissionRequest.prototype.id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * PermissionRequest run.
             * @member {string} run
             * @memberof bmv.v1.PermissionRequest
             * @instance
             */
            PermissionRequest.prototype.run = "";

            /**
             * PermissionRequest step.
             * @member {string} step
             * @memberof bmv.v1.PermissionRequest
             * @instance
             */
            PermissionRequest.prototype.step = "";

            /**
             * PermissionRequest kind.
             * @member {bmv.v1.StepKind} kind
             * @memberof bmv.v1.PermissionRequest
             * @instance
             */
            PermissionRequest.prototype.kind = 0;

            /**
             * PermissionRequest nodeUuid.
             * @member {string} nodeUuid
             * @memberof bmv.v1.PermissionRequest
             * @instance
             */
            PermissionRequest.prototype.nodeUuid = "";

            /**
             * PermissionRequest instanceUuid.
             * @member {string} instanceUuid
             * @memberof bmv.v1.PermissionRequest
             * @instance
             */
            PermissionRequest.prototype.instanceUuid = "";

            /**
             * PermissionRequest project.
             * @member {string} project
             * @memberof bmv.v1.PermissionRequest
             * @instance
             */
            PermissionRequest.prototype.project = "";

            /**
             * Encodes the specified PermissionRequest message. Does not implicitly {@link bmv.v1.PermissionRequest.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.PermissionRequest
             * @static
             * @param {bmv.v1.PermissionRequest.$Properties} message PermissionRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PermissionRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && (typeof message.id === "object" ? message.id.low || message.id.high : message.id !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.id);
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.run);
                if (message.step != null && $Object.hasOwnProperty.call(message, "step") && message.step !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.step);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.kind);
                if (message.nodeUuid != null && $Object.hasOwnProperty.call(message, "nodeUuid") && message.nodeUuid !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.nodeUuid);
                if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid") && message.instanceUuid !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.instanceUuid);
                if (message.project != null && $Object.hasOwnProperty.call(message, "project") && message.project !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.project);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PermissionRequest message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.PermissionRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.PermissionRequest & bmv.v1.PermissionRequest.$Shape} PermissionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PermissionRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.PermissionRequest();
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
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.step = value;
                            else
                                delete message.step;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.nodeUuid = value;
                            else
                                delete message.nodeUuid;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.instanceUuid = value;
                            else
                                delete message.instanceUuid;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.project = value;
                            else
                                delete message.project;
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
             * Verifies a PermissionRequest message.
             * @function verify
             * @memberof bmv.v1.PermissionRequest
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            PermissionRequest.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    if (!$util.isInteger(message.id) && !(message.id && $util.isInteger(message.id.low) && $util.isInteger(message.id.high)))
                        return "id: integer|Long expected";
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    if (!$util.isString(message.run))
                        return "run: string expected";
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    if (!$util.isString(message.step))
                        return "step: string expected";
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    if (typeof message.kind !== "number" || (message.kind | 0) !== message.kind)
                        return "kind: enum value expected";
                if (message.nodeUuid != null && $Object.hasOwnProperty.call(message, "nodeUuid"))
                    if (!$util.isString(message.nodeUuid))
                        return "nodeUuid: string expected";
                if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                    if (!$util.isString(message.instanceUuid))
                        return "instanceUuid: string expected";
                if (message.project != null && $Object.hasOwnProperty.call(message, "project"))
                    if (!$util.isString(message.project))
                        return "project: string expected";
                return null;
            };

            /**
             * Creates a PermissionRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.PermissionRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.PermissionRequest} PermissionRequest
             */
            PermissionRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.PermissionRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.PermissionRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.PermissionRequest();
                if (object.id != null)
                    if (typeof object.id === "object" ? object.id.low || object.id.high : $Number(object.id) !== 0)
                        if ($util.Long)
                            message.id = $util.Long.fromValue(object.id, true);
                        else if (typeof object.id === "string")
                            message.id = $parseInt(object.id, 10);
                        else if (typeof object.id === "number")
                            message.id = object.id;
                        else if (typeof object.id === "object")
                            message.id = new $util.LongBits(object.id.low >>> 0, object.id.high >>> 0).toNumber(true);
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.step != null)
                    if (typeof object.step !== "string" || object.step.length)
                        message.step = $String(object.step);
                if (object.kind !== 0 && (typeof object.kind !== "string" || $root.bmv.v1.StepKind[object.kind] !== 0))
                    switch (object.kind) {
                    case "STEP_KIND_UNSPECIFIED":
                    case 0:
                        message.kind = 0;
                        break;
                    case "STEP_KIND_CLEAN":
                    case 1:
                        message.kind = 1;
                        break;
                    case "STEP_KIND_DEPLOY":
                    case 2:
                        message.kind = 2;
                        break;
                    case "STEP_KIND_SERVICE":
                    case 3:
                        message.kind = 3;
                        break;
                    default:
                        if (typeof object.kind === "number" && (object.kind | 0) === object.kind)
                            message.kind = object.kind;
                    }
                if (object.nodeUuid != null)
                    if (typeof object.nodeUuid !== "string" || object.nodeUuid.length)
                        message.nodeUuid = $String(object.nodeUuid);
                if (object.instanceUuid != null)
                    if (typeof object.instanceUuid !== "string" || object.instanceUuid.length)
                        message.instanceUuid = $String(object.instanceUuid);
                if (object.project != null)
                    if (typeof object.project !== "string" || object.project.length)
                        message.project = $String(object.project);
                return message;
            };

            /**
             * Creates a plain object from a PermissionRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.PermissionRequest
             * @static
             * @param {bmv.v1.PermissionRequest} message PermissionRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            PermissionRequest.toObject = function (message, options, _depth) {
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
                        object.id = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.id = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.run = "";
                    object.step = "";
                    object.kind = options.enums === $String ? "STEP_KIND_UNSPECIFIED" : 0;
                    object.nodeUuid = "";
                    object.instanceUuid = "";
                    object.project = "";
                }
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.id = typeof message.id === "number" ? $BigInt(message.id) : $util.Long.fromBits(message.id.low >>> 0, message.id.high >>> 0, true).toBigInt();
                    else if (typeof message.id === "number")
                        object.id = options.longs === $String ? $String(message.id) : message.id;
                    else
                        object.id = options.longs === $String ? $util.Long.prototype.toString.call(message.id) : options.longs === $Number ? new $util.LongBits(message.id.low >>> 0, message.id.high >>> 0).toNumber(true) : message.id;
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    object.step = message.step;
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    object.kind = options.enums === $String ? $root.bmv.v1.StepKind[message.kind] === $undefined ? message.kind : $root.bmv.v1.StepKind[message.kind] : message.kind;
                if (message.nodeUuid != null && $Object.hasOwnProperty.call(message, "nodeUuid"))
                    object.nodeUuid = message.nodeUuid;
                if (message.instanceUuid != null && $Object.hasOwnProperty.call(message, "instanceUuid"))
                    object.instanceUuid = message.instanceUuid;
                if (message.project != null && $Object.hasOwnProperty.call(message, "project"))
                    object.project = message.project;
                return object;
            };

            /**
             * Converts this PermissionRequest to JSON.
             * @function toJSON
             * @memberof bmv.v1.PermissionRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            PermissionRequest.prototype.toJSON = function() {
                return PermissionRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PermissionRequest;
        })();

        v1.PermissionAnswer = (function() {

            /**
             * Properties of a PermissionAnswer.
             * @typedef {Object} bmv.v1.PermissionAnswer.$Properties
             * @property {number|Long|null} [id] PermissionAnswer id
             * @property {boolean|null} [allowed] PermissionAnswer allowed
             * @property {string|null} [reason] PermissionAnswer reason
             * @property {bmv.v1.DesiredVolumes.$Properties|null} [desired] PermissionAnswer desired
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PermissionAnswer.
             * @memberof bmv.v1
             * @interface IPermissionAnswer
             * @augments bmv.v1.PermissionAnswer.$Properties
             * @deprecated Use bmv.v1.PermissionAnswer.$Properties instead.
             */

            /**
             * Shape of a PermissionAnswer.
             * @typedef {bmv.v1.PermissionAnswer.$Properties} bmv.v1.PermissionAnswer.$Shape
             */

            /**
             * Constructs a new PermissionAnswer.
             * @memberof bmv.v1
             * @classdesc Represents a PermissionAnswer.
             * @constructor
             * @param {bmv.v1.PermissionAnswer.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PermissionAnswer = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PermissionAnswer id.
             * @member {number|Long} id
             * @memberof bmv.v1.PermissionAnswer
             * @instance
             */
            PermissionAnswer.prototype.id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * PermissionAnswer allowed.
             * @member {boolean} allowed
             * @memberof bmv.v1.PermissionAnswer
             * @instance
             */
            PermissionAnswer.prototype.allowed = false;

            /**
             * PermissionAnswer reason.
             * @member {string} reason
             * @memberof bmv.v1.PermissionAnswer
             * @instance
             */
            PermissionAnswer.prototype.reason = "";

            /**
             * PermissionAnswer desired.
             * @member {bmv.v1.DesiredVolumes.$Properties|null|undefined} desired
             * @memberof bmv.v1.PermissionAnswer
             * @instance
             */
            PermissionAnswer.prototype.desired = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(PermissionAnswer.prototype, "_desired", {
                get: $util.oneOfGetter($oneOfFields = ["desired"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified PermissionAnswer message. Does not implicitly {@link bmv.v1.PermissionAnswer.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.PermissionAnswer
             * @static
             * @param {bmv.v1.PermissionAnswer.$Properties} message PermissionAnswer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PermissionAnswer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && (typeof message.id === "object" ? message.id.low || message.id.high : message.id !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.id);
                if (message.allowed != null && $Object.hasOwnProperty.call(message, "allowed") && message.allowed !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.allowed);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.reason);
                if (message.desired != null && $Object.hasOwnProperty.call(message, "desired"))
                    $root.bmv.v1.DesiredVolumes.encode(message.desired, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PermissionAnswer message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.PermissionAnswer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.PermissionAnswer & bmv.v1.PermissionAnswer.$Shape} PermissionAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PermissionAnswer.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.PermissionAnswer();
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
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.allowed = value;
                            else
                                delete message.allowed;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.desired = $root.bmv.v1.DesiredVolumes.decode(reader, reader.size(), $undefined, _depth + 1, message.desired);
                            message._desired = "desired";
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
             * Verifies a PermissionAnswer message.
             * @function verify
             * @memberof bmv.v1.PermissionAnswer
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            PermissionAnswer.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    if (!$util.isInteger(message.id) && !(message.id && $util.isInteger(message.id.low) && $util.isInteger(message.id.high)))
                        return "id: integer|Long expected";
                if (message.allowed != null && $Object.hasOwnProperty.call(message, "allowed"))
                    if (typeof message.allowed !== "boolean")
                        return "allowed: boolean expected";
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                    if (!$util.isString(message.reason))
                        return "reason: string expected";
                if (message.desired != null && $Object.hasOwnProperty.call(message, "desired")) {
                    properties._desired = 1;
                    {
                        let error = $root.bmv.v1.DesiredVolumes.verify(message.desired, _depth + 1);
                        if (error)
                            return "desired." + error;
                    }
                }
                return null;
            };

            /**
             * Creates a PermissionAnswer message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.PermissionAnswer
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.PermissionAnswer} PermissionAnswer
             */
            PermissionAnswer.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.PermissionAnswer)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.PermissionAnswer: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.PermissionAnswer();
                if (object.id != null)
                    if (typeof object.id === "object" ? object.id.low || object.id.high : $Number(object.id) !== 0)
                        if ($util.Long)
                            message.id = $util.Long.fromValue(object.id, true);
                        else if (typeof object.id === "string")
                            message.id = $parseInt(object.id, 10);
                        else if (typeof object.id === "number")
                            message.id = object.id;
                        else if (typeof object.id === "object")
                            message.id = new $util.LongBits(object.id.low >>> 0, object.id.high >>> 0).toNumber(true);
                if (object.allowed != null)
                    if (object.allowed)
                        message.allowed = $Boolean(object.allowed);
                if (object.reason != null)
                    if (typeof object.reason !== "string" || object.reason.length)
                        message.reason = $String(object.reason);
                if (object.desired != null) {
                    if (!$util.isObject(object.desired))
                        throw $TypeError(".bmv.v1.PermissionAnswer.desired: object expected");
                    message.desired = $root.bmv.v1.DesiredVolumes.fromObject(object.desired, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a PermissionAnswer message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.PermissionAnswer
             * @static
             * @param {bmv.v1.PermissionAnswer} message PermissionAnswer
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            PermissionAnswer.toObject = function (message, options, _depth) {
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
                        object.id = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.id = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.allowed = false;
                    object.reason = "";
                }
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.id = typeof message.id === "number" ? $BigInt(message.id) : $util.Long.fromBits(message.id.low >>> 0, message.id.high >>> 0, true).toBigInt();
                    else if (typeof message.id === "number")
                        object.id = options.longs === $String ? $String(message.id) : message.id;
                    else
                        object.id = options.longs === $String ? $util.Long.prototype.toString.call(message.id) : options.longs === $Number ? new $util.LongBits(message.id.low >>> 0, message.id.high >>> 0).toNumber(true) : message.id;
                if (message.allowed != null && $Object.hasOwnProperty.call(message, "allowed"))
                    object.allowed = message.allowed;
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                if (message.desired != null && $Object.hasOwnProperty.call(message, "desired"))
                    object.desired = $root.bmv.v1.DesiredVolumes.toObject(message.desired, options, _depth + 1);
                return object;
            };

            /**
             * Converts this PermissionAnswer to JSON.
             * @function toJSON
             * @memberof bmv.v1.PermissionAnswer
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            PermissionAnswer.prototype.toJSON = function() {
                return PermissionAnswer.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PermissionAnswer;
        })();

        v1.KeyRequest = (function() {

            /**
             * Properties of a KeyRequest.
             * @typedef {Object} bmv.v1.KeyRequest.$Properties
             * @property {number|Long|null} [id] KeyRequest id
             * @property {string|null} [run] KeyRequest run
             * @property {string|null} [volumeId] KeyRequest volumeId
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a KeyRequest.
             * @memberof bmv.v1
             * @interface IKeyRequest
             * @augments bmv.v1.KeyRequest.$Properties
             * @deprecated Use bmv.v1.KeyRequest.$Properties instead.
             */

            /**
             * Shape of a KeyRequest.
             * @typedef {bmv.v1.KeyRequest.$Properties} bmv.v1.KeyRequest.$Shape
             */

            /**
             * Constructs a new KeyRequest.
             * @memberof bmv.v1
             * @classdesc Represents a KeyRequest.
             * @constructor
             * @param {bmv.v1.KeyRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const KeyRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * KeyRequest id.
             * @member {number|Long} id
             * @memberof bmv.v1.KeyRequest
             * @instance
             */
            KeyRequest.prototype.id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * KeyRequest run.
             * @member {string} run
             * @memberof bmv.v1.KeyRequest
             * @instance
             */
            KeyRequest.prototype.run = "";

            /**
             * KeyRequest volumeId.
             * @member {string} volumeId
             * @memberof bmv.v1.KeyRequest
             * @instance
             */
            KeyRequest.prototype.volumeId = "";

            /**
             * Encodes the specified KeyRequest message. Does not implicitly {@link bmv.v1.KeyRequest.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.KeyRequest
             * @static
             * @param {bmv.v1.KeyRequest.$Properties} message KeyRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            KeyRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && (typeof message.id === "object" ? message.id.low || message.id.high : message.id !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.id);
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.run);
                if (message.volumeId != null && $Object.hasOwnProperty.call(message, "volumeId") && message.volumeId !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.volumeId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a KeyRequest message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.KeyRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.KeyRequest & bmv.v1.KeyRequest.$Shape} KeyRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            KeyRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.KeyRequest();
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
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.volumeId = value;
                            else
                                delete message.volumeId;
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
             * Verifies a KeyRequest message.
             * @function verify
             * @memberof bmv.v1.KeyRequest
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            KeyRequest.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    if (!$util.isInteger(message.id) && !(message.id && $util.isInteger(message.id.low) && $util.isInteger(message.id.high)))
                        return "id: integer|Long expected";
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    if (!$util.isString(message.run))
                        return "run: string expected";
                if (message.volumeId != null && $Object.hasOwnProperty.call(message, "volumeId"))
                    if (!$util.isString(message.volumeId))
                        return "volumeId: string expected";
                return null;
            };

            /**
             * Creates a KeyRequest message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.KeyRequest
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.KeyRequest} KeyRequest
             */
            KeyRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.KeyRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.KeyRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.KeyRequest();
                if (object.id != null)
                    if (typeof object.id === "object" ? object.id.low || object.id.high : $Number(object.id) !== 0)
                        if ($util.Long)
                            message.id = $util.Long.fromValue(object.id, true);
                        else if (typeof object.id === "string")
                            message.id = $parseInt(object.id, 10);
                        else if (typeof object.id === "number")
                            message.id = object.id;
                        else if (typeof object.id === "object")
                            message.id = new $util.LongBits(object.id.low >>> 0, object.id.high >>> 0).toNumber(true);
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.volumeId != null)
                    if (typeof object.volumeId !== "string" || object.volumeId.length)
                        message.volumeId = $String(object.volumeId);
                return message;
            };

            /**
             * Creates a plain object from a KeyRequest message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.KeyRequest
             * @static
             * @param {bmv.v1.KeyRequest} message KeyRequest
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            KeyRequest.toObject = function (message, options, _depth) {
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
                        object.id = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.id = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.run = "";
                    object.volumeId = "";
                }
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.id = typeof message.id === "number" ? $BigInt(message.id) : $util.Long.fromBits(message.id.low >>> 0, message.id.high >>> 0, true).toBigInt();
                    else if (typeof message.id === "number")
                        object.id = options.longs === $String ? $String(message.id) : message.id;
                    else
                        object.id = options.longs === $String ? $util.Long.prototype.toString.call(message.id) : options.longs === $Number ? new $util.LongBits(message.id.low >>> 0, message.id.high >>> 0).toNumber(true) : message.id;
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.volumeId != null && $Object.hasOwnProperty.call(message, "volumeId"))
                    object.volumeId = message.volumeId;
                return object;
            };

            /**
             * Converts this KeyRequest to JSON.
             * @function toJSON
             * @memberof bmv.v1.KeyRequest
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            KeyRequest.prototype.toJSON = function() {
                return KeyRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return KeyRequest;
        })();

        v1.KeyAnswer = (function() {

            /**
             * Properties of a KeyAnswer.
             * @typedef {Object} bmv.v1.KeyAnswer.$Properties
             * @property {number|Long|null} [id] KeyAnswer id
             * @property {boolean|null} [allowed] KeyAnswer allowed
             * @property {string|null} [reason] KeyAnswer reason
             * @property {Uint8Array|null} [key] KeyAnswer key
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a KeyAnswer.
             * @memberof bmv.v1
             * @interface IKeyAnswer
             * @augments bmv.v1.KeyAnswer.$Properties
             * @deprecated Use bmv.v1.KeyAnswer.$Properties instead.
             */

            /**
             * Shape of a KeyAnswer.
             * @typedef {bmv.v1.KeyAnswer.$Properties} bmv.v1.KeyAnswer.$Shape
             */

            /**
             * Constructs a new KeyAnswer.
             * @memberof bmv.v1
             * @classdesc Represents a KeyAnswer.
             * @constructor
             * @param {bmv.v1.KeyAnswer.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const KeyAnswer = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * KeyAnswer id.
             * @member {number|Long} id
             * @memberof bmv.v1.KeyAnswer
             * @instance
             */
            KeyAnswer.prototype.id = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * KeyAnswer allowed.
             * @member {boolean} allowed
             * @memberof bmv.v1.KeyAnswer
             * @instance
             */
            KeyAnswer.prototype.allowed = false;

            /**
             * KeyAnswer reason.
             * @member {string} reason
             * @memberof bmv.v1.KeyAnswer
             * @instance
             */
            KeyAnswer.prototype.reason = "";

            /**
             * KeyAnswer key.
             * @member {Uint8Array} key
             * @memberof bmv.v1.KeyAnswer
             * @instance
             */
            KeyAnswer.prototype.key = $util.newBuffer([]);

            /**
             * Encodes the specified KeyAnswer message. Does not implicitly {@link bmv.v1.KeyAnswer.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.KeyAnswer
             * @static
             * @param {bmv.v1.KeyAnswer.$Properties} message KeyAnswer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            KeyAnswer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && (typeof message.id === "object" ? message.id.low || message.id.high : message.id !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.id);
                if (message.allowed != null && $Object.hasOwnProperty.call(message, "allowed") && message.allowed !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.allowed);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.reason);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.key);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a KeyAnswer message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.KeyAnswer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.KeyAnswer & bmv.v1.KeyAnswer.$Shape} KeyAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            KeyAnswer.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.KeyAnswer();
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
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.allowed = value;
                            else
                                delete message.allowed;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.key = value;
                            else
                                delete message.key;
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
             * Verifies a KeyAnswer message.
             * @function verify
             * @memberof bmv.v1.KeyAnswer
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            KeyAnswer.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    if (!$util.isInteger(message.id) && !(message.id && $util.isInteger(message.id.low) && $util.isInteger(message.id.high)))
                        return "id: integer|Long expected";
                if (message.allowed != null && $Object.hasOwnProperty.call(message, "allowed"))
                    if (typeof message.allowed !== "boolean")
                        return "allowed: boolean expected";
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                    if (!$util.isString(message.reason))
                        return "reason: string expected";
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    if (!(message.key && typeof message.key.length === "number" || $util.isString(message.key)))
                        return "key: buffer expected";
                return null;
            };

            /**
             * Creates a KeyAnswer message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.KeyAnswer
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.KeyAnswer} KeyAnswer
             */
            KeyAnswer.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.KeyAnswer)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.KeyAnswer: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.KeyAnswer();
                if (object.id != null)
                    if (typeof object.id === "object" ? object.id.low || object.id.high : $Number(object.id) !== 0)
                        if ($util.Long)
                            message.id = $util.Long.fromValue(object.id, true);
                        else if (typeof object.id === "string")
                            message.id = $parseInt(object.id, 10);
                        else if (typeof object.id === "number")
                            message.id = object.id;
                        else if (typeof object.id === "object")
                            message.id = new $util.LongBits(object.id.low >>> 0, object.id.high >>> 0).toNumber(true);
                if (object.allowed != null)
                    if (object.allowed)
                        message.allowed = $Boolean(object.allowed);
                if (object.reason != null)
                    if (typeof object.reason !== "string" || object.reason.length)
                        message.reason = $String(object.reason);
                if (object.key != null)
                    if (object.key.length)
                        if (typeof object.key === "string")
                            $util.base64.decode(object.key, message.key = $util.newBuffer($util.base64.length(object.key)), 0);
                        else if (object.key.length >= 0)
                            message.key = object.key;
                return message;
            };

            /**
             * Creates a plain object from a KeyAnswer message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.KeyAnswer
             * @static
             * @param {bmv.v1.KeyAnswer} message KeyAnswer
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            KeyAnswer.toObject = function (message, options, _depth) {
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
                        object.id = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.id = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.allowed = false;
                    object.reason = "";
                    if (options.bytes === $String)
                        object.key = "";
                    else {
                        object.key = [];
                        if (options.bytes !== $Array)
                            object.key = $util.newBuffer(object.key);
                    }
                }
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.id = typeof message.id === "number" ? $BigInt(message.id) : $util.Long.fromBits(message.id.low >>> 0, message.id.high >>> 0, true).toBigInt();
                    else if (typeof message.id === "number")
                        object.id = options.longs === $String ? $String(message.id) : message.id;
                    else
                        object.id = options.longs === $String ? $util.Long.prototype.toString.call(message.id) : options.longs === $Number ? new $util.LongBits(message.id.low >>> 0, message.id.high >>> 0).toNumber(true) : message.id;
                if (message.allowed != null && $Object.hasOwnProperty.call(message, "allowed"))
                    object.allowed = message.allowed;
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = options.bytes === $String ? $util.base64.encode(message.key, 0, message.key.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.key) : message.key;
                return object;
            };

            /**
             * Converts this KeyAnswer to JSON.
             * @function toJSON
             * @memberof bmv.v1.KeyAnswer
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            KeyAnswer.prototype.toJSON = function() {
                return KeyAnswer.toObject(this, $protobuf.util.toJSONOptions);
            };

            return KeyAnswer;
        })();

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

        /**
         * TableKind enum.
         * @name bmv.v1.TableKind
         * @enum {number}
         * @property {number} TABLE_KIND_UNSPECIFIED=0 TABLE_KIND_UNSPECIFIED value
         * @property {number} TABLE_KIND_NONE=1 TABLE_KIND_NONE value
         * @property {number} TABLE_KIND_GPT=2 TABLE_KIND_GPT value
         * @property {number} TABLE_KIND_MBR=3 TABLE_KIND_MBR value
         * @property {number} TABLE_KIND_HYBRID=4 TABLE_KIND_HYBRID value
         * @property {number} TABLE_KIND_DAMAGED=5 TABLE_KIND_DAMAGED value
         */
        v1.TableKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "TABLE_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "TABLE_KIND_NONE"] = 1;
            values[valuesById[2] = "TABLE_KIND_GPT"] = 2;
            values[valuesById[3] = "TABLE_KIND_MBR"] = 3;
            values[valuesById[4] = "TABLE_KIND_HYBRID"] = 4;
            values[valuesById[5] = "TABLE_KIND_DAMAGED"] = 5;
            return values;
        })();

        /**
         * Severity enum.
         * @name bmv.v1.Severity
         * @enum {number}
         * @property {number} SEVERITY_UNSPECIFIED=0 SEVERITY_UNSPECIFIED value
         * @property {number} SEVERITY_NOTE=1 SEVERITY_NOTE value
         * @property {number} SEVERITY_REPAIR=2 SEVERITY_REPAIR value
         * @property {number} SEVERITY_REFUSE=3 SEVERITY_REFUSE value
         */
        v1.Severity = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "SEVERITY_UNSPECIFIED"] = 0;
            values[valuesById[1] = "SEVERITY_NOTE"] = 1;
            values[valuesById[2] = "SEVERITY_REPAIR"] = 2;
            values[valuesById[3] = "SEVERITY_REFUSE"] = 3;
            return values;
        })();

        v1.Verdict = (function() {

            /**
             * Properties of a Verdict.
             * @typedef {Object} bmv.v1.Verdict.$Properties
             * @property {string|null} [code] Verdict code
             * @property {bmv.v1.Severity|null} [severity] Verdict severity
             * @property {string|null} [message] Verdict message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Verdict.
             * @memberof bmv.v1
             * @interface IVerdict
             * @augments bmv.v1.Verdict.$Properties
             * @deprecated Use bmv.v1.Verdict.$Properties instead.
             */

            /**
             * Shape of a Verdict.
             * @typedef {bmv.v1.Verdict.$Properties} bmv.v1.Verdict.$Shape
             */

            /**
             * Constructs a new Verdict.
             * @memberof bmv.v1
             * @classdesc Represents a Verdict.
             * @constructor
             * @param {bmv.v1.Verdict.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Verdict = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Verdict code.
             * @member {string} code
             * @memberof bmv.v1.Verdict
             * @instance
             */
            Verdict.prototype.code = "";

            /**
             * Verdict severity.
             * @member {bmv.v1.Severity} severity
             * @memberof bmv.v1.Verdict
             * @instance
             */
            Verdict.prototype.severity = 0;

            /**
             * Verdict message.
             * @member {string} message
             * @memberof bmv.v1.Verdict
             * @instance
             */
            Verdict.prototype.message = "";

            /**
             * Encodes the specified Verdict message. Does not implicitly {@link bmv.v1.Verdict.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Verdict
             * @static
             * @param {bmv.v1.Verdict.$Properties} message Verdict message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Verdict.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                if (message.severity != null && $Object.hasOwnProperty.call(message, "severity") && message.severity !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.severity);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Verdict message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Verdict
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Verdict & bmv.v1.Verdict.$Shape} Verdict
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Verdict.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.Verdict();
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
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.severity = value;
                            else
                                delete message.severity;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
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
             * Verifies a Verdict message.
             * @function verify
             * @memberof bmv.v1.Verdict
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Verdict.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                if (message.severity != null && $Object.hasOwnProperty.call(message, "severity"))
                    if (typeof message.severity !== "number" || (message.severity | 0) !== message.severity)
                        return "severity: enum value expected";
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    if (!$util.isString(message.message))
                        return "message: string expected";
                return null;
            };

            /**
             * Creates a Verdict message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Verdict
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Verdict} Verdict
             */
            Verdict.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Verdict)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Verdict: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Verdict();
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                if (object.severity !== 0 && (typeof object.severity !== "string" || $root.bmv.v1.Severity[object.severity] !== 0))
                    switch (object.severity) {
                    case "SEVERITY_UNSPECIFIED":
                    case 0:
                        message.severity = 0;
                        break;
                    case "SEVERITY_NOTE":
                    case 1:
                        message.severity = 1;
                        break;
                    case "SEVERITY_REPAIR":
                    case 2:
                        message.severity = 2;
                        break;
                    case "SEVERITY_REFUSE":
                    case 3:
                        message.severity = 3;
                        break;
                    default:
                        if (typeof object.severity === "number" && (object.severity | 0) === object.severity)
                            message.severity = object.severity;
                    }
                if (object.message != null)
                    if (typeof object.message !== "string" || object.message.length)
                        message.message = $String(object.message);
                return message;
            };

            /**
             * Creates a plain object from a Verdict message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Verdict
             * @static
             * @param {bmv.v1.Verdict} message Verdict
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Verdict.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.code = "";
                    object.severity = options.enums === $String ? "SEVERITY_UNSPECIFIED" : 0;
                    object.message = "";
                }
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.severity != null && $Object.hasOwnProperty.call(message, "severity"))
                    object.severity = options.enums === $String ? $root.bmv.v1.Severity[message.severity] === $undefined ? message.severity : $root.bmv.v1.Severity[message.severity] : message.severity;
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    object.message = message.message;
                return object;
            };

            /**
             * Converts this Verdict to JSON.
             * @function toJSON
             * @memberof bmv.v1.Verdict
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Verdict.prototype.toJSON = function() {
                return Verdict.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Verdict;
        })();

        v1.Extent = (function() {

            /**
             * Properties of an Extent.
             * @typedef {Object} bmv.v1.Extent.$Properties
             * @property {number|Long|null} [offset] Extent offset
             * @property {number|Long|null} [length] Extent length
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Extent.
             * @memberof bmv.v1
             * @interface IExtent
             * @augments bmv.v1.Extent.$Properties
             * @deprecated Use bmv.v1.Extent.$Properties instead.
             */

            /**
             * Shape of an Extent.
             * @typedef {bmv.v1.Extent.$Properties} bmv.v1.Extent.$Shape
             */

            /**
             * Constructs a new Extent.
             * @memberof bmv.v1
             * @classdesc Represents an Extent.
             * @constructor
             * @param {bmv.v1.Extent.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Extent = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Extent offset.
             * @member {number|Long} offset
             * @memberof bmv.v1.Extent
             * @instance
             */
            Extent.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Extent length.
             * @member {number|Long} length
             * @memberof bmv.v1.Extent
             * @instance
             */
            Extent.prototype.length = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Extent message. Does not implicitly {@link bmv.v1.Extent.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Extent
             * @static
             * @param {bmv.v1.Extent.$Properties} message Extent message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Extent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.offset);
                if (message.length != null && $Object.hasOwnProperty.call(message, "length") && (typeof message.length === "object" ? message.length.low || message.length.high : message.length !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.length);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Extent message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Extent
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Extent & bmv.v1.Extent.$Shape} Extent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Extent.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.Extent();
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
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.offset = value;
                            else
                                delete message.offset;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.length = value;
                            else
                                delete message.length;
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
             * Verifies an Extent message.
             * @function verify
             * @memberof bmv.v1.Extent
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Extent.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                    if (!$util.isInteger(message.offset) && !(message.offset && $util.isInteger(message.offset.low) && $util.isInteger(message.offset.high)))
                        return "offset: integer|Long expected";
                if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                    if (!$util.isInteger(message.length) && !(message.length && $util.isInteger(message.length.low) && $util.isInteger(message.length.high)))
                        return "length: integer|Long expected";
                return null;
            };

            /**
             * Creates an Extent message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Extent
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Extent} Extent
             */
            Extent.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Extent)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Extent: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Extent();
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
                return message;
            };

            /**
             * Creates a plain object from an Extent message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Extent
             * @static
             * @param {bmv.v1.Extent} message Extent
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Extent.toObject = function (message, options, _depth) {
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
                        object.offset = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.offset = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.length = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.length = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
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
                return object;
            };

            /**
             * Converts this Extent to JSON.
             * @function toJSON
             * @memberof bmv.v1.Extent
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Extent.prototype.toJSON = function() {
                return Extent.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Extent;
        })();

        v1.Partition = (function() {

            /**
             * Properties of a Partition.
             * @typedef {Object} bmv.v1.Partition.$Properties
             * @property {number|null} [number] Partition number
             * @property {string|null} [guid] Partition guid
             * @property {string|null} [typeGuid] Partition typeGuid
             * @property {string|null} [name] Partition name
             * @property {number|Long|null} [offset] Partition offset
             * @property {number|Long|null} [length] Partition length
             * @property {string|null} [filesystem] Partition filesystem
             * @property {string|null} [filesystemLabel] Partition filesystemLabel
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Partition.
             * @memberof bmv.v1
             * @interface IPartition
             * @augments bmv.v1.Partition.$Properties
             * @deprecated Use bmv.v1.Partition.$Properties instead.
             */

            /**
             * Shape of a Partition.
             * @typedef {bmv.v1.Partition.$Properties} bmv.v1.Partition.$Shape
             */

            /**
             * Constructs a new Partition.
             * @memberof bmv.v1
             * @classdesc Represents a Partition.
             * @constructor
             * @param {bmv.v1.Partition.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Partition = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Partition number.
             * @member {number} number
             * @memberof bmv.v1.Partition
             * @instance
             */
            Partition.prototype.number = 0;

            /**
             * Partition guid.
             * @member {string} guid
             * @memberof bmv.v1.Partition
             * @instance
             */
            Partition.prototype.guid = "";

            /**
             * Partition typeGuid.
             * @member {string} typeGuid
             * @memberof bmv.v1.Partition
             * @instance
             */
            Partition.prototype.typeGuid = "";

            /**
             * Partition name.
             * @member {string} name
             * @memberof bmv.v1.Partition
             * @instance
             */
            Partition.prototype.name = "";

            /**
             * Partition offset.
             * @member {number|Long} offset
             * @memberof bmv.v1.Partition
             * @instance
             */
            Partition.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Partition length.
             * @member {number|Long} length
             * @memberof bmv.v1.Partition
             * @instance
             */
            Partition.prototype.length = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Partition filesystem.
             * @member {string} filesystem
             * @memberof bmv.v1.Partition
             * @instance
             */
            Partition.prototype.filesystem = "";

            /**
             * Partition filesystemLabel.
             * @member {string} filesystemLabel
             * @memberof bmv.v1.Partition
             * @instance
             */
            Partition.prototype.filesystemLabel = "";

            /**
             * Encodes the specified Partition message. Does not implicitly {@link bmv.v1.Partition.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Partition
             * @static
             * @param {bmv.v1.Partition.$Properties} message Partition message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Partition.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && message.number !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.number);
                if (message.guid != null && $Object.hasOwnProperty.call(message, "guid") && message.guid !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.guid);
                if (message.typeGuid != null && $Object.hasOwnProperty.call(message, "typeGuid") && message.typeGuid !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.typeGuid);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.name);
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.offset);
                if (message.length != null && $Object.hasOwnProperty.call(message, "length") && (typeof message.length === "object" ? message.length.low || message.length.high : message.length !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.length);
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem") && message.filesystem !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.filesystem);
                if (message.filesystemLabel != null && $Object.hasOwnProperty.call(message, "filesystemLabel") && message.filesystemLabel !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.filesystemLabel);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Partition message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Partition
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Partition & bmv.v1.Partition.$Shape} Partition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Partition.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.Partition();
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
                            if ((value = reader.stringVerify()).length)
                                message.guid = value;
                            else
                                delete message.guid;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.typeGuid = value;
                            else
                                delete message.typeGuid;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
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
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.filesystem = value;
                            else
                                delete message.filesystem;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.filesystemLabel = value;
                            else
                                delete message.filesystemLabel;
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
             * Verifies a Partition message.
             * @function verify
             * @memberof bmv.v1.Partition
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Partition.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.number != null && $Object.hasOwnProperty.call(message, "number"))
                    if (!$util.isInteger(message.number))
                        return "number: integer expected";
                if (message.guid != null && $Object.hasOwnProperty.call(message, "guid"))
                    if (!$util.isString(message.guid))
                        return "guid: string expected";
                if (message.typeGuid != null && $Object.hasOwnProperty.call(message, "typeGuid"))
                    if (!$util.isString(message.typeGuid))
                        return "typeGuid: string expected";
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    if (!$util.isString(message.name))
                        return "name: string expected";
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                    if (!$util.isInteger(message.offset) && !(message.offset && $util.isInteger(message.offset.low) && $util.isInteger(message.offset.high)))
                        return "offset: integer|Long expected";
                if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                    if (!$util.isInteger(message.length) && !(message.length && $util.isInteger(message.length.low) && $util.isInteger(message.length.high)))
                        return "length: integer|Long expected";
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem"))
                    if (!$util.isString(message.filesystem))
                        return "filesystem: string expected";
                if (message.filesystemLabel != null && $Object.hasOwnProperty.call(message, "filesystemLabel"))
                    if (!$util.isString(message.filesystemLabel))
                        return "filesystemLabel: string expected";
                return null;
            };

            /**
             * Creates a Partition message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Partition
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Partition} Partition
             */
            Partition.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Partition)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Partition: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Partition();
                if (object.number != null)
                    if ($Number(object.number) !== 0)
                        message.number = object.number >>> 0;
                if (object.guid != null)
                    if (typeof object.guid !== "string" || object.guid.length)
                        message.guid = $String(object.guid);
                if (object.typeGuid != null)
                    if (typeof object.typeGuid !== "string" || object.typeGuid.length)
                        message.typeGuid = $String(object.typeGuid);
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
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
                if (object.filesystem != null)
                    if (typeof object.filesystem !== "string" || object.filesystem.length)
                        message.filesystem = $String(object.filesystem);
                if (object.filesystemLabel != null)
                    if (typeof object.filesystemLabel !== "string" || object.filesystemLabel.length)
                        message.filesystemLabel = $String(object.filesystemLabel);
                return message;
            };

            /**
             * Creates a plain object from a Partition message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Partition
             * @static
             * @param {bmv.v1.Partition} message Partition
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Partition.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.number = 0;
                    object.guid = "";
                    object.typeGuid = "";
                    object.name = "";
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
                    object.filesystem = "";
                    object.filesystemLabel = "";
                }
                if (message.number != null && $Object.hasOwnProperty.call(message, "number"))
                    object.number = message.number;
                if (message.guid != null && $Object.hasOwnProperty.call(message, "guid"))
                    object.guid = message.guid;
                if (message.typeGuid != null && $Object.hasOwnProperty.call(message, "typeGuid"))
                    object.typeGuid = message.typeGuid;
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
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
                    object.filesystem = message.filesystem;
                if (message.filesystemLabel != null && $Object.hasOwnProperty.call(message, "filesystemLabel"))
                    object.filesystemLabel = message.filesystemLabel;
                return object;
            };

            /**
             * Converts this Partition to JSON.
             * @function toJSON
             * @memberof bmv.v1.Partition
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Partition.prototype.toJSON = function() {
                return Partition.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Partition;
        })();

        v1.Volume = (function() {

            /**
             * Properties of a Volume.
             * @typedef {Object} bmv.v1.Volume.$Properties
             * @property {string|null} [id] Volume id
             * @property {string|null} [name] Volume name
             * @property {string|null} [project] Volume project
             * @property {bmv.v1.VolumeState|null} [state] Volume state
             * @property {number|Long|null} [offset] Volume offset
             * @property {number|Long|null} [length] Volume length
             * @property {number|null} [number] Volume number
             * @property {bmv.v1.Filesystem|null} [filesystem] Volume filesystem
             * @property {string|null} [label] Volume label
             * @property {string|null} [mountPoint] Volume mountPoint
             * @property {number|Long|null} [createdAtMs] Volume createdAtMs
             * @property {bmv.v1.Proof.$Properties|null} [proof] Volume proof
             * @property {Array.<bmv.v1.TellWay>|null} [tell] Volume tell
             * @property {boolean|null} [bootable] Volume bootable
             * @property {string|null} [imageName] Volume imageName
             * @property {string|null} [imageChecksum] Volume imageChecksum
             * @property {bmv.v1.Encryption|null} [encryption] Volume encryption
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Volume.
             * @memberof bmv.v1
             * @interface IVolume
             * @augments bmv.v1.Volume.$Properties
             * @deprecated Use bmv.v1.Volume.$Properties instead.
             */

            /**
             * Shape of a Volume.
             * @typedef {bmv.v1.Volume.$Properties} bmv.v1.Volume.$Shape
             */

            /**
             * Constructs a new Volume.
             * @memberof bmv.v1
             * @classdesc Represents a Volume.
             * @constructor
             * @param {bmv.v1.Volume.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Volume = function (properties) {
                this.tell = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Volume id.
             * @member {string} id
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.id = "";

            /**
             * Volume name.
             * @member {string} name
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.name = "";

            /**
             * Volume project.
             * @member {string} project
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.project = "";

            /**
             * Volume state.
             * @member {bmv.v1.VolumeState} state
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.state = 0;

            /**
             * Volume offset.
             * @member {number|Long} offset
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Volume length.
             * @member {number|Long} length
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.length = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Volume number.
             * @member {number} number
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.number = 0;

            /**
             * Volume filesystem.
             * @member {bmv.v1.Filesystem} filesystem
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.filesystem = 0;

            /**
             * Volume label.
             * @member {string} label
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.label = "";

            /**
             * Volume mountPoint.
             * @member {string} mountPoint
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.mountPoint = "";

            /**
             * Volume createdAtMs.
             * @member {number|Long} createdAtMs
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.createdAtMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Volume proof.
             * @member {bmv.v1.Proof.$Properties|null|undefined} proof
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.proof = null;

            /**
             * Volume tell.
             * @member {Array.<bmv.v1.TellWay>} tell
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.tell = $util.emptyArray;

            /**
             * Volume bootable.
             * @member {boolean} bootable
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.bootable = false;

            /**
             * Volume imageName.
             * @member {string} imageName
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.imageName = "";

            /**
             * Volume imageChecksum.
             * @member {string} imageChecksum
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.imageChecksum = "";

            /**
             * Volume encryption.
             * @member {bmv.v1.Encryption} encryption
             * @memberof bmv.v1.Volume
             * @instance
             */
            Volume.prototype.encryption = 0;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Volume.prototype, "_proof", {
                get: $util.oneOfGetter($oneOfFields = ["proof"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Volume message. Does not implicitly {@link bmv.v1.Volume.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Volume
             * @static
             * @param {bmv.v1.Volume.$Properties} message Volume message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Volume.encode = function (message, writer, _depth) {
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
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && message.number !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.number);
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem") && message.filesystem !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).int32(message.filesystem);
                if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.label);
                if (message.mountPoint != null && $Object.hasOwnProperty.call(message, "mountPoint") && message.mountPoint !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.mountPoint);
                if (message.createdAtMs != null && $Object.hasOwnProperty.call(message, "createdAtMs") && (typeof message.createdAtMs === "object" ? message.createdAtMs.low || message.createdAtMs.high : message.createdAtMs !== 0))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.createdAtMs);
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof"))
                    $root.bmv.v1.Proof.encode(message.proof, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.tell != null && message.tell.length)
                    writer.uint32(/* id 13, wireType 2 =*/106).int32s(message.tell);
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
             * Decodes a Volume message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Volume
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Volume & bmv.v1.Volume.$Shape} Volume
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Volume.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.Volume();
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
                            if (value = reader.uint32())
                                message.number = value;
                            else
                                delete message.number;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.filesystem = value;
                            else
                                delete message.filesystem;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.label = value;
                            else
                                delete message.label;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.mountPoint = value;
                            else
                                delete message.mountPoint;
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
             * Verifies a Volume message.
             * @function verify
             * @memberof bmv.v1.Volume
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Volume.verify = function (message, _depth) {
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
                if (message.number != null && $Object.hasOwnProperty.call(message, "number"))
                    if (!$util.isInteger(message.number))
                        return "number: integer expected";
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem"))
                    if (typeof message.filesystem !== "number" || (message.filesystem | 0) !== message.filesystem)
                        return "filesystem: enum value expected";
                if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                    if (!$util.isString(message.label))
                        return "label: string expected";
                if (message.mountPoint != null && $Object.hasOwnProperty.call(message, "mountPoint"))
                    if (!$util.isString(message.mountPoint))
                        return "mountPoint: string expected";
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
             * Creates a Volume message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Volume
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Volume} Volume
             */
            Volume.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Volume)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Volume: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Volume();
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
                if (object.number != null)
                    if ($Number(object.number) !== 0)
                        message.number = object.number >>> 0;
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
                        throw $TypeError(".bmv.v1.Volume.proof: object expected");
                    message.proof = $root.bmv.v1.Proof.fromObject(object.proof, _depth + 1);
                }
                if (object.tell) {
                    if (!$Array.isArray(object.tell))
                        throw $TypeError(".bmv.v1.Volume.tell: array expected");
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
             * Creates a plain object from a Volume message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Volume
             * @static
             * @param {bmv.v1.Volume} message Volume
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Volume.toObject = function (message, options, _depth) {
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
                    object.number = 0;
                    object.filesystem = options.enums === $String ? "FILESYSTEM_UNSPECIFIED" : 0;
                    object.label = "";
                    object.mountPoint = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.createdAtMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.createdAtMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
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
                if (message.number != null && $Object.hasOwnProperty.call(message, "number"))
                    object.number = message.number;
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem"))
                    object.filesystem = options.enums === $String ? $root.bmv.v1.Filesystem[message.filesystem] === $undefined ? message.filesystem : $root.bmv.v1.Filesystem[message.filesystem] : message.filesystem;
                if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                    object.label = message.label;
                if (message.mountPoint != null && $Object.hasOwnProperty.call(message, "mountPoint"))
                    object.mountPoint = message.mountPoint;
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
             * Converts this Volume to JSON.
             * @function toJSON
             * @memberof bmv.v1.Volume
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Volume.prototype.toJSON = function() {
                return Volume.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Volume;
        })();

        v1.OpenOperation = (function() {

            /**
             * Properties of an OpenOperation.
             * @typedef {Object} bmv.v1.OpenOperation.$Properties
             * @property {bmv.v1.JournalOperation|null} [operation] OpenOperation operation
             * @property {bmv.v1.JournalPhase|null} [phase] OpenOperation phase
             * @property {number|Long|null} [startedAtMs] OpenOperation startedAtMs
             * @property {string|null} [imageName] OpenOperation imageName
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OpenOperation.
             * @memberof bmv.v1
             * @interface IOpenOperation
             * @augments bmv.v1.OpenOperation.$Properties
             * @deprecated Use bmv.v1.OpenOperation.$Properties instead.
             */

            /**
             * Shape of an OpenOperation.
             * @typedef {bmv.v1.OpenOperation.$Properties} bmv.v1.OpenOperation.$Shape
             */

            /**
             * Constructs a new OpenOperation.
             * @memberof bmv.v1
             * @classdesc Represents an OpenOperation.
             * @constructor
             * @param {bmv.v1.OpenOperation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OpenOperation = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OpenOperation operation.
             * @member {bmv.v1.JournalOperation} operation
             * @memberof bmv.v1.OpenOperation
             * @instance
             */
            OpenOperation.prototype.operation = 0;

            /**
             * OpenOperation phase.
             * @member {bmv.v1.JournalPhase} phase
             * @memberof bmv.v1.OpenOperation
             * @instance
             */
            OpenOperation.prototype.phase = 0;

            /**
             * OpenOperation startedAtMs.
             * @member {number|Long} startedAtMs
             * @memberof bmv.v1.OpenOperation
             * @instance
             */
            OpenOperation.prototype.startedAtMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * OpenOperation imageName.
             * @member {string} imageName
             * @memberof bmv.v1.OpenOperation
             * @instance
             */
            OpenOperation.prototype.imageName = "";

            /**
             * Encodes the specified OpenOperation message. Does not implicitly {@link bmv.v1.OpenOperation.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.OpenOperation
             * @static
             * @param {bmv.v1.OpenOperation.$Properties} message OpenOperation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OpenOperation.encode = function (message, writer, _depth) {
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
                if (message.imageName != null && $Object.hasOwnProperty.call(message, "imageName") && message.imageName !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.imageName);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OpenOperation message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.OpenOperation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.OpenOperation & bmv.v1.OpenOperation.$Shape} OpenOperation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OpenOperation.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.OpenOperation();
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
                            if ((value = reader.stringVerify()).length)
                                message.imageName = value;
                            else
                                delete message.imageName;
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
             * Verifies an OpenOperation message.
             * @function verify
             * @memberof bmv.v1.OpenOperation
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            OpenOperation.verify = function (message, _depth) {
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
                if (message.imageName != null && $Object.hasOwnProperty.call(message, "imageName"))
                    if (!$util.isString(message.imageName))
                        return "imageName: string expected";
                return null;
            };

            /**
             * Creates an OpenOperation message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.OpenOperation
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.OpenOperation} OpenOperation
             */
            OpenOperation.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.OpenOperation)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.OpenOperation: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.OpenOperation();
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
                if (object.imageName != null)
                    if (typeof object.imageName !== "string" || object.imageName.length)
                        message.imageName = $String(object.imageName);
                return message;
            };

            /**
             * Creates a plain object from an OpenOperation message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.OpenOperation
             * @static
             * @param {bmv.v1.OpenOperation} message OpenOperation
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            OpenOperation.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.operation = options.enums === $String ? "JOURNAL_OPERATION_UNSPECIFIED" : 0;
                    object.phase = options.enums === $String ? "JOURNAL_PHASE_UNSPECIFIED" : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.startedAtMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.startedAtMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.imageName = "";
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
                if (message.imageName != null && $Object.hasOwnProperty.call(message, "imageName"))
                    object.imageName = message.imageName;
                return object;
            };

            /**
             * Converts this OpenOperation to JSON.
             * @function toJSON
             * @memberof bmv.v1.OpenOperation
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            OpenOperation.prototype.toJSON = function() {
                return OpenOperation.toObject(this, $protobuf.util.toJSONOptions);
            };

            return OpenOperation;
        })();

        v1.Disk = (function() {

            /**
             * Properties of a Disk.
             * @typedef {Object} bmv.v1.Disk.$Properties
             * @property {string|null} [device] Disk device
             * @property {bmv.v1.DiskIdentity.$Properties|null} [identity] Disk identity
             * @property {string|null} [model] Disk model
             * @property {string|null} [vendor] Disk vendor
             * @property {string|null} [transport] Disk transport
             * @property {boolean|null} [rotational] Disk rotational
             * @property {boolean|null} [readOnly] Disk readOnly
             * @property {bmv.v1.TableKind|null} [table] Disk table
             * @property {Array.<bmv.v1.Verdict.$Properties>|null} [verdicts] Disk verdicts
             * @property {Array.<bmv.v1.Partition.$Properties>|null} [partitions] Disk partitions
             * @property {Array.<bmv.v1.Volume.$Properties>|null} [volumes] Disk volumes
             * @property {Array.<bmv.v1.Extent.$Properties>|null} [free] Disk free
             * @property {number|Long|null} [catalogGeneration] Disk catalogGeneration
             * @property {bmv.v1.OpenOperation.$Properties|null} [openOperation] Disk openOperation
             * @property {string|null} [wholeDisk] Disk wholeDisk
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Disk.
             * @memberof bmv.v1
             * @interface IDisk
             * @augments bmv.v1.Disk.$Properties
             * @deprecated Use bmv.v1.Disk.$Properties instead.
             */

            /**
             * Shape of a Disk.
             * @typedef {bmv.v1.Disk.$Properties} bmv.v1.Disk.$Shape
             */

            /**
             * Constructs a new Disk.
             * @memberof bmv.v1
             * @classdesc Represents a Disk.
             * @constructor
             * @param {bmv.v1.Disk.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Disk = function (properties) {
                this.verdicts = [];
                this.partitions = [];
                this.volumes = [];
                this.free = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Disk device.
             * @member {string} device
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.device = "";

            /**
             * Disk identity.
             * @member {bmv.v1.DiskIdentity.$Properties|null|undefined} identity
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.identity = null;

            /**
             * Disk model.
             * @member {string|null|undefined} model
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.model = null;

            /**
             * Disk vendor.
             * @member {string|null|undefined} vendor
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.vendor = null;

            /**
             * Disk transport.
             * @member {string|null|undefined} transport
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.transport = null;

            /**
             * Disk rotational.
             * @member {boolean|null|undefined} rotational
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.rotational = null;

            /**
             * Disk readOnly.
             * @member {boolean} readOnly
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.readOnly = false;

            /**
             * Disk table.
             * @member {bmv.v1.TableKind} table
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.table = 0;

            /**
             * Disk verdicts.
             * @member {Array.<bmv.v1.Verdict.$Properties>} verdicts
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.verdicts = $util.emptyArray;

            /**
             * Disk partitions.
             * @member {Array.<bmv.v1.Partition.$Properties>} partitions
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.partitions = $util.emptyArray;

            /**
             * Disk volumes.
             * @member {Array.<bmv.v1.Volume.$Properties>} volumes
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.volumes = $util.emptyArray;

            /**
             * Disk free.
             * @member {Array.<bmv.v1.Extent.$Properties>} free
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.free = $util.emptyArray;

            /**
             * Disk catalogGeneration.
             * @member {number|Long|null|undefined} catalogGeneration
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.catalogGeneration = null;

            /**
             * Disk openOperation.
             * @member {bmv.v1.OpenOperation.$Properties|null|undefined} openOperation
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.openOperation = null;

            /**
             * Disk wholeDisk.
             * @member {string} wholeDisk
             * @memberof bmv.v1.Disk
             * @instance
             */
            Disk.prototype.wholeDisk = "";

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Disk.prototype, "_model", {
                get: $util.oneOfGetter($oneOfFields = ["model"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Disk.prototype, "_vendor", {
                get: $util.oneOfGetter($oneOfFields = ["vendor"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Disk.prototype, "_transport", {
                get: $util.oneOfGetter($oneOfFields = ["transport"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Disk.prototype, "_rotational", {
                get: $util.oneOfGetter($oneOfFields = ["rotational"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Disk.prototype, "_catalogGeneration", {
                get: $util.oneOfGetter($oneOfFields = ["catalogGeneration"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Disk.prototype, "_openOperation", {
                get: $util.oneOfGetter($oneOfFields = ["openOperation"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified Disk message. Does not implicitly {@link bmv.v1.Disk.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Disk
             * @static
             * @param {bmv.v1.Disk.$Properties} message Disk message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Disk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.device);
                if (message.identity != null && $Object.hasOwnProperty.call(message, "identity"))
                    $root.bmv.v1.DiskIdentity.encode(message.identity, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.model != null && $Object.hasOwnProperty.call(message, "model"))
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.model);
                if (message.vendor != null && $Object.hasOwnProperty.call(message, "vendor"))
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.vendor);
                if (message.transport != null && $Object.hasOwnProperty.call(message, "transport"))
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.transport);
                if (message.rotational != null && $Object.hasOwnProperty.call(message, "rotational"))
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.rotational);
                if (message.readOnly != null && $Object.hasOwnProperty.call(message, "readOnly") && message.readOnly !== false)
                    writer.uint32(/* id 7, wireType 0 =*/56).bool(message.readOnly);
                if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).int32(message.table);
                if (message.verdicts != null && message.verdicts.length)
                    for (let i = 0; i < message.verdicts.length; ++i)
                        $root.bmv.v1.Verdict.encode(message.verdicts[i], writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.partitions != null && message.partitions.length)
                    for (let i = 0; i < message.partitions.length; ++i)
                        $root.bmv.v1.Partition.encode(message.partitions[i], writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.volumes != null && message.volumes.length)
                    for (let i = 0; i < message.volumes.length; ++i)
                        $root.bmv.v1.Volume.encode(message.volumes[i], writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.free != null && message.free.length)
                    for (let i = 0; i < message.free.length; ++i)
                        $root.bmv.v1.Extent.encode(message.free[i], writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.catalogGeneration != null && $Object.hasOwnProperty.call(message, "catalogGeneration"))
                    writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.catalogGeneration);
                if (message.openOperation != null && $Object.hasOwnProperty.call(message, "openOperation"))
                    $root.bmv.v1.OpenOperation.encode(message.openOperation, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                if (message.wholeDisk != null && $Object.hasOwnProperty.call(message, "wholeDisk") && message.wholeDisk !== "")
                    writer.uint32(/* id 15, wireType 2 =*/122).string(message.wholeDisk);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Disk message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Disk
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Disk & bmv.v1.Disk.$Shape} Disk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Disk.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.Disk();
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
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.identity = $root.bmv.v1.DiskIdentity.decode(reader, reader.size(), $undefined, _depth + 1, message.identity);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.model = reader.stringVerify();
                            message._model = "model";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.vendor = reader.stringVerify();
                            message._vendor = "vendor";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.transport = reader.stringVerify();
                            message._transport = "transport";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.rotational = reader.bool();
                            message._rotational = "rotational";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.readOnly = value;
                            else
                                delete message.readOnly;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.table = value;
                            else
                                delete message.table;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.verdicts && message.verdicts.length))
                                message.verdicts = [];
                            message.verdicts.push($root.bmv.v1.Verdict.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.partitions && message.partitions.length))
                                message.partitions = [];
                            message.partitions.push($root.bmv.v1.Partition.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.volumes && message.volumes.length))
                                message.volumes = [];
                            message.volumes.push($root.bmv.v1.Volume.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if (!(message.free && message.free.length))
                                message.free = [];
                            message.free.push($root.bmv.v1.Extent.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            message.catalogGeneration = reader.uint64();
                            message._catalogGeneration = "catalogGeneration";
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.openOperation = $root.bmv.v1.OpenOperation.decode(reader, reader.size(), $undefined, _depth + 1, message.openOperation);
                            message._openOperation = "openOperation";
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.wholeDisk = value;
                            else
                                delete message.wholeDisk;
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
             * Verifies a Disk message.
             * @function verify
             * @memberof bmv.v1.Disk
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Disk.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.device != null && $Object.hasOwnProperty.call(message, "device"))
                    if (!$util.isString(message.device))
                        return "device: string expected";
                if (message.identity != null && $Object.hasOwnProperty.call(message, "identity")) {
                    let error = $root.bmv.v1.DiskIdentity.verify(message.identity, _depth + 1);
                    if (error)
                        return "identity." + error;
                }
                if (message.model != null && $Object.hasOwnProperty.call(message, "model")) {
                    properties._model = 1;
                    if (!$util.isString(message.model))
                        return "model: string expected";
                }
                if (message.vendor != null && $Object.hasOwnProperty.call(message, "vendor")) {
                    properties._vendor = 1;
                    if (!$util.isString(message.vendor))
                        return "vendor: string expected";
                }
                if (message.transport != null && $Object.hasOwnProperty.call(message, "transport")) {
                    properties._transport = 1;
                    if (!$util.isString(message.transport))
                        return "transport: string expected";
                }
                if (message.rotational != null && $Object.hasOwnProperty.call(message, "rotational")) {
                    properties._rotational = 1;
                    if (typeof message.rotational !== "boolean")
                        return "rotational: boolean expected";
                }
                if (message.readOnly != null && $Object.hasOwnProperty.call(message, "readOnly"))
                    if (typeof message.readOnly !== "boolean")
                        return "readOnly: boolean expected";
                if (message.table != null && $Object.hasOwnProperty.call(message, "table"))
                    if (typeof message.table !== "number" || (message.table | 0) !== message.table)
                        return "table: enum value expected";
                if (message.verdicts != null && $Object.hasOwnProperty.call(message, "verdicts")) {
                    if (!$Array.isArray(message.verdicts))
                        return "verdicts: array expected";
                    for (let i = 0; i < message.verdicts.length; ++i) {
                        let error = $root.bmv.v1.Verdict.verify(message.verdicts[i], _depth + 1);
                        if (error)
                            return "verdicts." + error;
                    }
                }
                if (message.partitions != null && $Object.hasOwnProperty.call(message, "partitions")) {
                    if (!$Array.isArray(message.partitions))
                        return "partitions: array expected";
                    for (let i = 0; i < message.partitions.length; ++i) {
                        let error = $root.bmv.v1.Partition.verify(message.partitions[i], _depth + 1);
                        if (error)
                            return "partitions." + error;
                    }
                }
                if (message.volumes != null && $Object.hasOwnProperty.call(message, "volumes")) {
                    if (!$Array.isArray(message.volumes))
                        return "volumes: array expected";
                    for (let i = 0; i < message.volumes.length; ++i) {
                        let error = $root.bmv.v1.Volume.verify(message.volumes[i], _depth + 1);
                        if (error)
                            return "volumes." + error;
                    }
                }
                if (message.free != null && $Object.hasOwnProperty.call(message, "free")) {
                    if (!$Array.isArray(message.free))
                        return "free: array expected";
                    for (let i = 0; i < message.free.length; ++i) {
                        let error = $root.bmv.v1.Extent.verify(message.free[i], _depth + 1);
                        if (error)
                            return "free." + error;
                    }
                }
                if (message.catalogGeneration != null && $Object.hasOwnProperty.call(message, "catalogGeneration")) {
                    properties._catalogGeneration = 1;
                    if (!$util.isInteger(message.catalogGeneration) && !(message.catalogGeneration && $util.isInteger(message.catalogGeneration.low) && $util.isInteger(message.catalogGeneration.high)))
                        return "catalogGeneration: integer|Long expected";
                }
                if (message.openOperation != null && $Object.hasOwnProperty.call(message, "openOperation")) {
                    properties._openOperation = 1;
                    {
                        let error = $root.bmv.v1.OpenOperation.verify(message.openOperation, _depth + 1);
                        if (error)
                            return "openOperation." + error;
                    }
                }
                if (message.wholeDisk != null && $Object.hasOwnProperty.call(message, "wholeDisk"))
                    if (!$util.isString(message.wholeDisk))
                        return "wholeDisk: string expected";
                return null;
            };

            /**
             * Creates a Disk message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Disk
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Disk} Disk
             */
            Disk.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Disk)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Disk: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Disk();
                if (object.device != null)
                    if (typeof object.device !== "string" || object.device.length)
                        message.device = $String(object.device);
                if (object.identity != null) {
                    if (!$util.isObject(object.identity))
                        throw $TypeError(".bmv.v1.Disk.identity: object expected");
                    message.identity = $root.bmv.v1.DiskIdentity.fromObject(object.identity, _depth + 1);
                }
                if (object.model != null)
                    message.model = $String(object.model);
                if (object.vendor != null)
                    message.vendor = $String(object.vendor);
                if (object.transport != null)
                    message.transport = $String(object.transport);
                if (object.rotational != null)
                    message.rotational = $Boolean(object.rotational);
                if (object.readOnly != null)
                    if (object.readOnly)
                        message.readOnly = $Boolean(object.readOnly);
                if (object.table !== 0 && (typeof object.table !== "string" || $root.bmv.v1.TableKind[object.table] !== 0))
                    switch (object.table) {
                    case "TABLE_KIND_UNSPECIFIED":
                    case 0:
                        message.table = 0;
                        break;
                    case "TABLE_KIND_NONE":
                    case 1:
                        message.table = 1;
                        break;
                    case "TABLE_KIND_GPT":
                    case 2:
                        message.table = 2;
                        break;
                    case "TABLE_KIND_MBR":
                    case 3:
                        message.table = 3;
                        break;
                    case "TABLE_KIND_HYBRID":
                    case 4:
                        message.table = 4;
                        break;
                    case "TABLE_KIND_DAMAGED":
                    case 5:
                        message.table = 5;
                        break;
                    default:
                        if (typeof object.table === "number" && (object.table | 0) === object.table)
                            message.table = object.table;
                    }
                if (object.verdicts) {
                    if (!$Array.isArray(object.verdicts))
                        throw $TypeError(".bmv.v1.Disk.verdicts: array expected");
                    message.verdicts = $Array(object.verdicts.length);
                    for (let i = 0; i < object.verdicts.length; ++i) {
                        if (!$util.isObject(object.verdicts[i]))
                            throw $TypeError(".bmv.v1.Disk.verdicts: object expected");
                        message.verdicts[i] = $root.bmv.v1.Verdict.fromObject(object.verdicts[i], _depth + 1);
                    }
                }
                if (object.partitions) {
                    if (!$Array.isArray(object.partitions))
                        throw $TypeError(".bmv.v1.Disk.partitions: array expected");
                    message.partitions = $Array(object.partitions.length);
                    for (let i = 0; i < object.partitions.length; ++i) {
                        if (!$util.isObject(object.partitions[i]))
                            throw $TypeError(".bmv.v1.Disk.partitions: object expected");
                        message.partitions[i] = $root.bmv.v1.Partition.fromObject(object.partitions[i], _depth + 1);
                    }
                }
                if (object.volumes) {
                    if (!$Array.isArray(object.volumes))
                        throw $TypeError(".bmv.v1.Disk.volumes: array expected");
                    message.volumes = $Array(object.volumes.length);
                    for (let i = 0; i < object.volumes.length; ++i) {
                        if (!$util.isObject(object.volumes[i]))
                            throw $TypeError(".bmv.v1.Disk.volumes: object expected");
                        message.volumes[i] = $root.bmv.v1.Volume.fromObject(object.volumes[i], _depth + 1);
                    }
                }
                if (object.free) {
                    if (!$Array.isArray(object.free))
                        throw $TypeError(".bmv.v1.Disk.free: array expected");
                    message.free = $Array(object.free.length);
                    for (let i = 0; i < object.free.length; ++i) {
                        if (!$util.isObject(object.free[i]))
                            throw $TypeError(".bmv.v1.Disk.free: object expected");
                        message.free[i] = $root.bmv.v1.Extent.fromObject(object.free[i], _depth + 1);
                    }
                }
                if (object.catalogGeneration != null)
                    if ($util.Long)
                        message.catalogGeneration = $util.Long.fromValue(object.catalogGeneration, true);
                    else if (typeof object.catalogGeneration === "string")
                        message.catalogGeneration = $parseInt(object.catalogGeneration, 10);
                    else if (typeof object.catalogGeneration === "number")
                        message.catalogGeneration = object.catalogGeneration;
                    else if (typeof object.catalogGeneration === "object")
                        message.catalogGeneration = new $util.LongBits(object.catalogGeneration.low >>> 0, object.catalogGeneration.high >>> 0).toNumber(true);
                if (object.openOperation != null) {
                    if (!$util.isObject(object.openOperation))
                        throw $TypeError(".bmv.v1.Disk.openOperation: object expected");
                    message.openOperation = $root.bmv.v1.OpenOperation.fromObject(object.openOperation, _depth + 1);
                }
                if (object.wholeDisk != null)
                    if (typeof object.wholeDisk !== "string" || object.wholeDisk.length)
                        message.wholeDisk = $String(object.wholeDisk);
                return message;
            };

            /**
             * Creates a plain object from a Disk message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Disk
             * @static
             * @param {bmv.v1.Disk} message Disk
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Disk.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.verdicts = [];
                    object.partitions = [];
                    object.volumes = [];
                    object.free = [];
                }
                if (options.defaults) {
                    object.device = "";
                    object.identity = null;
                    object.readOnly = false;
                    object.table = options.enums === $String ? "TABLE_KIND_UNSPECIFIED" : 0;
                    object.wholeDisk = "";
                }
                if (message.device != null && $Object.hasOwnProperty.call(message, "device"))
                    object.device = message.device;
                if (message.identity != null && $Object.hasOwnProperty.call(message, "identity"))
                    object.identity = $root.bmv.v1.DiskIdentity.toObject(message.identity, options, _depth + 1);
                if (message.model != null && $Object.hasOwnProperty.call(message, "model"))
                    object.model = message.model;
                if (message.vendor != null && $Object.hasOwnProperty.call(message, "vendor"))
                    object.vendor = message.vendor;
                if (message.transport != null && $Object.hasOwnProperty.call(message, "transport"))
                    object.transport = message.transport;
                if (message.rotational != null && $Object.hasOwnProperty.call(message, "rotational"))
                    object.rotational = message.rotational;
                if (message.readOnly != null && $Object.hasOwnProperty.call(message, "readOnly"))
                    object.readOnly = message.readOnly;
                if (message.table != null && $Object.hasOwnProperty.call(message, "table"))
                    object.table = options.enums === $String ? $root.bmv.v1.TableKind[message.table] === $undefined ? message.table : $root.bmv.v1.TableKind[message.table] : message.table;
                if (message.verdicts && message.verdicts.length) {
                    object.verdicts = $Array(message.verdicts.length);
                    for (let j = 0; j < message.verdicts.length; ++j)
                        object.verdicts[j] = $root.bmv.v1.Verdict.toObject(message.verdicts[j], options, _depth + 1);
                }
                if (message.partitions && message.partitions.length) {
                    object.partitions = $Array(message.partitions.length);
                    for (let j = 0; j < message.partitions.length; ++j)
                        object.partitions[j] = $root.bmv.v1.Partition.toObject(message.partitions[j], options, _depth + 1);
                }
                if (message.volumes && message.volumes.length) {
                    object.volumes = $Array(message.volumes.length);
                    for (let j = 0; j < message.volumes.length; ++j)
                        object.volumes[j] = $root.bmv.v1.Volume.toObject(message.volumes[j], options, _depth + 1);
                }
                if (message.free && message.free.length) {
                    object.free = $Array(message.free.length);
                    for (let j = 0; j < message.free.length; ++j)
                        object.free[j] = $root.bmv.v1.Extent.toObject(message.free[j], options, _depth + 1);
                }
                if (message.catalogGeneration != null && $Object.hasOwnProperty.call(message, "catalogGeneration"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.catalogGeneration = typeof message.catalogGeneration === "number" ? $BigInt(message.catalogGeneration) : $util.Long.fromBits(message.catalogGeneration.low >>> 0, message.catalogGeneration.high >>> 0, true).toBigInt();
                    else if (typeof message.catalogGeneration === "number")
                        object.catalogGeneration = options.longs === $String ? $String(message.catalogGeneration) : message.catalogGeneration;
                    else
                        object.catalogGeneration = options.longs === $String ? $util.Long.prototype.toString.call(message.catalogGeneration) : options.longs === $Number ? new $util.LongBits(message.catalogGeneration.low >>> 0, message.catalogGeneration.high >>> 0).toNumber(true) : message.catalogGeneration;
                if (message.openOperation != null && $Object.hasOwnProperty.call(message, "openOperation"))
                    object.openOperation = $root.bmv.v1.OpenOperation.toObject(message.openOperation, options, _depth + 1);
                if (message.wholeDisk != null && $Object.hasOwnProperty.call(message, "wholeDisk"))
                    object.wholeDisk = message.wholeDisk;
                return object;
            };

            /**
             * Converts this Disk to JSON.
             * @function toJSON
             * @memberof bmv.v1.Disk
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Disk.prototype.toJSON = function() {
                return Disk.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Disk;
        })();

        v1.UnreadableDisk = (function() {

            /**
             * Properties of an UnreadableDisk.
             * @typedef {Object} bmv.v1.UnreadableDisk.$Properties
             * @property {string|null} [device] UnreadableDisk device
             * @property {string|null} [code] UnreadableDisk code
             * @property {string|null} [message] UnreadableDisk message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an UnreadableDisk.
             * @memberof bmv.v1
             * @interface IUnreadableDisk
             * @augments bmv.v1.UnreadableDisk.$Properties
             * @deprecated Use bmv.v1.UnreadableDisk.$Properties instead.
             */

            /**
             * Shape of an UnreadableDisk.
             * @typedef {bmv.v1.UnreadableDisk.$Properties} bmv.v1.UnreadableDisk.$Shape
             */

            /**
             * Constructs a new UnreadableDisk.
             * @memberof bmv.v1
             * @classdesc Represents an UnreadableDisk.
             * @constructor
             * @param {bmv.v1.UnreadableDisk.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const UnreadableDisk = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * UnreadableDisk device.
             * @member {string} device
             * @memberof bmv.v1.UnreadableDisk
             * @instance
             */
            UnreadableDisk.prototype.device = "";

            /**
             * UnreadableDisk code.
             * @member {string} code
             * @memberof bmv.v1.UnreadableDisk
             * @instance
             */
            UnreadableDisk.prototype.code = "";

            /**
             * UnreadableDisk message.
             * @member {string} message
             * @memberof bmv.v1.UnreadableDisk
             * @instance
             */
            UnreadableDisk.prototype.message = "";

            /**
             * Encodes the specified UnreadableDisk message. Does not implicitly {@link bmv.v1.UnreadableDisk.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.UnreadableDisk
             * @static
             * @param {bmv.v1.UnreadableDisk.$Properties} message UnreadableDisk message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            UnreadableDisk.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.device);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an UnreadableDisk message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.UnreadableDisk
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.UnreadableDisk & bmv.v1.UnreadableDisk.$Shape} UnreadableDisk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            UnreadableDisk.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.UnreadableDisk();
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
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
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
             * Verifies an UnreadableDisk message.
             * @function verify
             * @memberof bmv.v1.UnreadableDisk
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            UnreadableDisk.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.device != null && $Object.hasOwnProperty.call(message, "device"))
                    if (!$util.isString(message.device))
                        return "device: string expected";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    if (!$util.isString(message.message))
                        return "message: string expected";
                return null;
            };

            /**
             * Creates an UnreadableDisk message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.UnreadableDisk
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.UnreadableDisk} UnreadableDisk
             */
            UnreadableDisk.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.UnreadableDisk)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.UnreadableDisk: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.UnreadableDisk();
                if (object.device != null)
                    if (typeof object.device !== "string" || object.device.length)
                        message.device = $String(object.device);
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                if (object.message != null)
                    if (typeof object.message !== "string" || object.message.length)
                        message.message = $String(object.message);
                return message;
            };

            /**
             * Creates a plain object from an UnreadableDisk message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.UnreadableDisk
             * @static
             * @param {bmv.v1.UnreadableDisk} message UnreadableDisk
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            UnreadableDisk.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.device = "";
                    object.code = "";
                    object.message = "";
                }
                if (message.device != null && $Object.hasOwnProperty.call(message, "device"))
                    object.device = message.device;
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    object.message = message.message;
                return object;
            };

            /**
             * Converts this UnreadableDisk to JSON.
             * @function toJSON
             * @memberof bmv.v1.UnreadableDisk
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            UnreadableDisk.prototype.toJSON = function() {
                return UnreadableDisk.toObject(this, $protobuf.util.toJSONOptions);
            };

            return UnreadableDisk;
        })();

        v1.Inventory = (function() {

            /**
             * Properties of an Inventory.
             * @typedef {Object} bmv.v1.Inventory.$Properties
             * @property {number|Long|null} [takenAtMs] Inventory takenAtMs
             * @property {Array.<bmv.v1.Disk.$Properties>|null} [disks] Inventory disks
             * @property {Array.<bmv.v1.UnreadableDisk.$Properties>|null} [unreadable] Inventory unreadable
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Inventory.
             * @memberof bmv.v1
             * @interface IInventory
             * @augments bmv.v1.Inventory.$Properties
             * @deprecated Use bmv.v1.Inventory.$Properties instead.
             */

            /**
             * Shape of an Inventory.
             * @typedef {bmv.v1.Inventory.$Properties} bmv.v1.Inventory.$Shape
             */

            /**
             * Constructs a new Inventory.
             * @memberof bmv.v1
             * @classdesc Represents an Inventory.
             * @constructor
             * @param {bmv.v1.Inventory.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Inventory = function (properties) {
                this.disks = [];
                this.unreadable = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Inventory takenAtMs.
             * @member {number|Long} takenAtMs
             * @memberof bmv.v1.Inventory
             * @instance
             */
            Inventory.prototype.takenAtMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Inventory disks.
             * @member {Array.<bmv.v1.Disk.$Properties>} disks
             * @memberof bmv.v1.Inventory
             * @instance
             */
            Inventory.prototype.disks = $util.emptyArray;

            /**
             * Inventory unreadable.
             * @member {Array.<bmv.v1.UnreadableDisk.$Properties>} unreadable
             * @memberof bmv.v1.Inventory
             * @instance
             */
            Inventory.prototype.unreadable = $util.emptyArray;

            /**
             * Encodes the specified Inventory message. Does not implicitly {@link bmv.v1.Inventory.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Inventory
             * @static
             * @param {bmv.v1.Inventory.$Properties} message Inventory message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Inventory.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.takenAtMs != null && $Object.hasOwnProperty.call(message, "takenAtMs") && (typeof message.takenAtMs === "object" ? message.takenAtMs.low || message.takenAtMs.high : message.takenAtMs !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.takenAtMs);
                if (message.disks != null && message.disks.length)
                    for (let i = 0; i < message.disks.length; ++i)
                        $root.bmv.v1.Disk.encode(message.disks[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.unreadable != null && message.unreadable.length)
                    for (let i = 0; i < message.unreadable.length; ++i)
                        $root.bmv.v1.UnreadableDisk.encode(message.unreadable[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Inventory message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Inventory
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Inventory & bmv.v1.Inventory.$Shape} Inventory
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Inventory.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.Inventory();
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
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.takenAtMs = value;
                            else
                                delete message.takenAtMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.disks && message.disks.length))
                                message.disks = [];
                            message.disks.push($root.bmv.v1.Disk.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.unreadable && message.unreadable.length))
                                message.unreadable = [];
                            message.unreadable.push($root.bmv.v1.UnreadableDisk.decode(reader, reader.size(), $undefined, _depth + 1));
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
             * Verifies an Inventory message.
             * @function verify
             * @memberof bmv.v1.Inventory
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Inventory.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.takenAtMs != null && $Object.hasOwnProperty.call(message, "takenAtMs"))
                    if (!$util.isInteger(message.takenAtMs) && !(message.takenAtMs && $util.isInteger(message.takenAtMs.low) && $util.isInteger(message.takenAtMs.high)))
                        return "takenAtMs: integer|Long expected";
                if (message.disks != null && $Object.hasOwnProperty.call(message, "disks")) {
                    if (!$Array.isArray(message.disks))
                        return "disks: array expected";
                    for (let i = 0; i < message.disks.length; ++i) {
                        let error = $root.bmv.v1.Disk.verify(message.disks[i], _depth + 1);
                        if (error)
                            return "disks." + error;
                    }
                }
                if (message.unreadable != null && $Object.hasOwnProperty.call(message, "unreadable")) {
                    if (!$Array.isArray(message.unreadable))
                        return "unreadable: array expected";
                    for (let i = 0; i < message.unreadable.length; ++i) {
                        let error = $root.bmv.v1.UnreadableDisk.verify(message.unreadable[i], _depth + 1);
                        if (error)
                            return "unreadable." + error;
                    }
                }
                return null;
            };

            /**
             * Creates an Inventory message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Inventory
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Inventory} Inventory
             */
            Inventory.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Inventory)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Inventory: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Inventory();
                if (object.takenAtMs != null)
                    if (typeof object.takenAtMs === "object" ? object.takenAtMs.low || object.takenAtMs.high : $Number(object.takenAtMs) !== 0)
                        if ($util.Long)
                            message.takenAtMs = $util.Long.fromValue(object.takenAtMs, true);
                        else if (typeof object.takenAtMs === "string")
                            message.takenAtMs = $parseInt(object.takenAtMs, 10);
                        else if (typeof object.takenAtMs === "number")
                            message.takenAtMs = object.takenAtMs;
                        else if (typeof object.takenAtMs === "object")
                            message.takenAtMs = new $util.LongBits(object.takenAtMs.low >>> 0, object.takenAtMs.high >>> 0).toNumber(true);
                if (object.disks) {
                    if (!$Array.isArray(object.disks))
                        throw $TypeError(".bmv.v1.Inventory.disks: array expected");
                    message.disks = $Array(object.disks.length);
                    for (let i = 0; i < object.disks.length; ++i) {
                        if (!$util.isObject(object.disks[i]))
                            throw $TypeError(".bmv.v1.Inventory.disks: object expected");
                        message.disks[i] = $root.bmv.v1.Disk.fromObject(object.disks[i], _depth + 1);
                    }
                }
                if (object.unreadable) {
                    if (!$Array.isArray(object.unreadable))
                        throw $TypeError(".bmv.v1.Inventory.unreadable: array expected");
                    message.unreadable = $Array(object.unreadable.length);
                    for (let i = 0; i < object.unreadable.length; ++i) {
                        if (!$util.isObject(object.unreadable[i]))
                            throw $TypeError(".bmv.v1.Inventory.unreadable: object expected");
                        message.unreadable[i] = $root.bmv.v1.UnreadableDisk.fromObject(object.unreadable[i], _depth + 1);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from an Inventory message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Inventory
             * @static
             * @param {bmv.v1.Inventory} message Inventory
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Inventory.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.disks = [];
                    object.unreadable = [];
                }
                if (options.defaults)
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.takenAtMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.takenAtMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if (message.takenAtMs != null && $Object.hasOwnProperty.call(message, "takenAtMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.takenAtMs = typeof message.takenAtMs === "number" ? $BigInt(message.takenAtMs) : $util.Long.fromBits(message.takenAtMs.low >>> 0, message.takenAtMs.high >>> 0, true).toBigInt();
                    else if (typeof message.takenAtMs === "number")
                        object.takenAtMs = options.longs === $String ? $String(message.takenAtMs) : message.takenAtMs;
                    else
                        object.takenAtMs = options.longs === $String ? $util.Long.prototype.toString.call(message.takenAtMs) : options.longs === $Number ? new $util.LongBits(message.takenAtMs.low >>> 0, message.takenAtMs.high >>> 0).toNumber(true) : message.takenAtMs;
                if (message.disks && message.disks.length) {
                    object.disks = $Array(message.disks.length);
                    for (let j = 0; j < message.disks.length; ++j)
                        object.disks[j] = $root.bmv.v1.Disk.toObject(message.disks[j], options, _depth + 1);
                }
                if (message.unreadable && message.unreadable.length) {
                    object.unreadable = $Array(message.unreadable.length);
                    for (let j = 0; j < message.unreadable.length; ++j)
                        object.unreadable[j] = $root.bmv.v1.UnreadableDisk.toObject(message.unreadable[j], options, _depth + 1);
                }
                return object;
            };

            /**
             * Converts this Inventory to JSON.
             * @function toJSON
             * @memberof bmv.v1.Inventory
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Inventory.prototype.toJSON = function() {
                return Inventory.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Inventory;
        })();

        /**
         * VolumeChange enum.
         * @name bmv.v1.VolumeChange
         * @enum {number}
         * @property {number} VOLUME_CHANGE_UNSPECIFIED=0 VOLUME_CHANGE_UNSPECIFIED value
         * @property {number} VOLUME_CHANGE_CREATED=1 VOLUME_CHANGE_CREATED value
         * @property {number} VOLUME_CHANGE_ADOPTED=2 VOLUME_CHANGE_ADOPTED value
         * @property {number} VOLUME_CHANGE_EXTENDED=3 VOLUME_CHANGE_EXTENDED value
         * @property {number} VOLUME_CHANGE_RELEASED=4 VOLUME_CHANGE_RELEASED value
         * @property {number} VOLUME_CHANGE_VERIFIED=5 VOLUME_CHANGE_VERIFIED value
         * @property {number} VOLUME_CHANGE_ALTERED=6 VOLUME_CHANGE_ALTERED value
         * @property {number} VOLUME_CHANGE_FOUND=7 VOLUME_CHANGE_FOUND value
         * @property {number} VOLUME_CHANGE_LOST=8 VOLUME_CHANGE_LOST value
         * @property {number} VOLUME_CHANGE_RECOVERED=9 VOLUME_CHANGE_RECOVERED value
         */
        v1.VolumeChange = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "VOLUME_CHANGE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "VOLUME_CHANGE_CREATED"] = 1;
            values[valuesById[2] = "VOLUME_CHANGE_ADOPTED"] = 2;
            values[valuesById[3] = "VOLUME_CHANGE_EXTENDED"] = 3;
            values[valuesById[4] = "VOLUME_CHANGE_RELEASED"] = 4;
            values[valuesById[5] = "VOLUME_CHANGE_VERIFIED"] = 5;
            values[valuesById[6] = "VOLUME_CHANGE_ALTERED"] = 6;
            values[valuesById[7] = "VOLUME_CHANGE_FOUND"] = 7;
            values[valuesById[8] = "VOLUME_CHANGE_LOST"] = 8;
            values[valuesById[9] = "VOLUME_CHANGE_RECOVERED"] = 9;
            return values;
        })();

        /**
         * ErasureMethod enum.
         * @name bmv.v1.ErasureMethod
         * @enum {number}
         * @property {number} ERASURE_METHOD_UNSPECIFIED=0 ERASURE_METHOD_UNSPECIFIED value
         * @property {number} ERASURE_METHOD_NONE=1 ERASURE_METHOD_NONE value
         * @property {number} ERASURE_METHOD_METADATA=2 ERASURE_METHOD_METADATA value
         * @property {number} ERASURE_METHOD_ZERO=3 ERASURE_METHOD_ZERO value
         * @property {number} ERASURE_METHOD_DISCARD=4 ERASURE_METHOD_DISCARD value
         * @property {number} ERASURE_METHOD_CRYPTO=5 ERASURE_METHOD_CRYPTO value
         */
        v1.ErasureMethod = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "ERASURE_METHOD_UNSPECIFIED"] = 0;
            values[valuesById[1] = "ERASURE_METHOD_NONE"] = 1;
            values[valuesById[2] = "ERASURE_METHOD_METADATA"] = 2;
            values[valuesById[3] = "ERASURE_METHOD_ZERO"] = 3;
            values[valuesById[4] = "ERASURE_METHOD_DISCARD"] = 4;
            values[valuesById[5] = "ERASURE_METHOD_CRYPTO"] = 5;
            return values;
        })();

        v1.Erasure = (function() {

            /**
             * Properties of an Erasure.
             * @typedef {Object} bmv.v1.Erasure.$Properties
             * @property {bmv.v1.ErasureMethod|null} [method] Erasure method
             * @property {number|Long|null} [bytesErased] Erasure bytesErased
             * @property {number|Long|null} [bytesReadBack] Erasure bytesReadBack
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Erasure.
             * @memberof bmv.v1
             * @interface IErasure
             * @augments bmv.v1.Erasure.$Properties
             * @deprecated Use bmv.v1.Erasure.$Properties instead.
             */

            /**
             * Shape of an Erasure.
             * @typedef {bmv.v1.Erasure.$Properties} bmv.v1.Erasure.$Shape
             */

            /**
             * Constructs a new Erasure.
             * @memberof bmv.v1
             * @classdesc Represents an Erasure.
             * @constructor
             * @param {bmv.v1.Erasure.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Erasure = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Erasure method.
             * @member {bmv.v1.ErasureMethod} method
             * @memberof bmv.v1.Erasure
             * @instance
             */
            Erasure.prototype.method = 0;

            /**
             * Erasure bytesErased.
             * @member {number|Long} bytesErased
             * @memberof bmv.v1.Erasure
             * @instance
             */
            Erasure.prototype.bytesErased = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Erasure bytesReadBack.
             * @member {number|Long} bytesReadBack
             * @memberof bmv.v1.Erasure
             * @instance
             */
            Erasure.prototype.bytesReadBack = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified Erasure message. Does not implicitly {@link bmv.v1.Erasure.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.Erasure
             * @static
             * @param {bmv.v1.Erasure.$Properties} message Erasure message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Erasure.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.method != null && $Object.hasOwnProperty.call(message, "method") && message.method !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.method);
                if (message.bytesErased != null && $Object.hasOwnProperty.call(message, "bytesErased") && (typeof message.bytesErased === "object" ? message.bytesErased.low || message.bytesErased.high : message.bytesErased !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.bytesErased);
                if (message.bytesReadBack != null && $Object.hasOwnProperty.call(message, "bytesReadBack") && (typeof message.bytesReadBack === "object" ? message.bytesReadBack.low || message.bytesReadBack.high : message.bytesReadBack !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.bytesReadBack);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Erasure message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.Erasure
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.Erasure & bmv.v1.Erasure.$Shape} Erasure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Erasure.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.Erasure();
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
                                message.method = value;
                            else
                                delete message.method;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bytesErased = value;
                            else
                                delete message.bytesErased;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bytesReadBack = value;
                            else
                                delete message.bytesReadBack;
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
             * Verifies an Erasure message.
             * @function verify
             * @memberof bmv.v1.Erasure
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Erasure.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.method != null && $Object.hasOwnProperty.call(message, "method"))
                    if (typeof message.method !== "number" || (message.method | 0) !== message.method)
                        return "method: enum value expected";
                if (message.bytesErased != null && $Object.hasOwnProperty.call(message, "bytesErased"))
                    if (!$util.isInteger(message.bytesErased) && !(message.bytesErased && $util.isInteger(message.bytesErased.low) && $util.isInteger(message.bytesErased.high)))
                        return "bytesErased: integer|Long expected";
                if (message.bytesReadBack != null && $Object.hasOwnProperty.call(message, "bytesReadBack"))
                    if (!$util.isInteger(message.bytesReadBack) && !(message.bytesReadBack && $util.isInteger(message.bytesReadBack.low) && $util.isInteger(message.bytesReadBack.high)))
                        return "bytesReadBack: integer|Long expected";
                return null;
            };

            /**
             * Creates an Erasure message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.Erasure
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.Erasure} Erasure
             */
            Erasure.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.Erasure)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.Erasure: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.Erasure();
                if (object.method !== 0 && (typeof object.method !== "string" || $root.bmv.v1.ErasureMethod[object.method] !== 0))
                    switch (object.method) {
                    case "ERASURE_METHOD_UNSPECIFIED":
                    case 0:
                        message.method = 0;
                        break;
                    case "ERASURE_METHOD_NONE":
                    case 1:
                        message.method = 1;
                        break;
                    case "ERASURE_METHOD_METADATA":
                    case 2:
                        message.method = 2;
                        break;
                    case "ERASURE_METHOD_ZERO":
                    case 3:
                        message.method = 3;
                        break;
                    case "ERASURE_METHOD_DISCARD":
                    case 4:
                        message.method = 4;
                        break;
                    case "ERASURE_METHOD_CRYPTO":
                    case 5:
                        message.method = 5;
                        break;
                    default:
                        if (typeof object.method === "number" && (object.method | 0) === object.method)
                            message.method = object.method;
                    }
                if (object.bytesErased != null)
                    if (typeof object.bytesErased === "object" ? object.bytesErased.low || object.bytesErased.high : $Number(object.bytesErased) !== 0)
                        if ($util.Long)
                            message.bytesErased = $util.Long.fromValue(object.bytesErased, true);
                        else if (typeof object.bytesErased === "string")
                            message.bytesErased = $parseInt(object.bytesErased, 10);
                        else if (typeof object.bytesErased === "number")
                            message.bytesErased = object.bytesErased;
                        else if (typeof object.bytesErased === "object")
                            message.bytesErased = new $util.LongBits(object.bytesErased.low >>> 0, object.bytesErased.high >>> 0).toNumber(true);
                if (object.bytesReadBack != null)
                    if (typeof object.bytesReadBack === "object" ? object.bytesReadBack.low || object.bytesReadBack.high : $Number(object.bytesReadBack) !== 0)
                        if ($util.Long)
                            message.bytesReadBack = $util.Long.fromValue(object.bytesReadBack, true);
                        else if (typeof object.bytesReadBack === "string")
                            message.bytesReadBack = $parseInt(object.bytesReadBack, 10);
                        else if (typeof object.bytesReadBack === "number")
                            message.bytesReadBack = object.bytesReadBack;
                        else if (typeof object.bytesReadBack === "object")
                            message.bytesReadBack = new $util.LongBits(object.bytesReadBack.low >>> 0, object.bytesReadBack.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from an Erasure message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.Erasure
             * @static
             * @param {bmv.v1.Erasure} message Erasure
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Erasure.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.method = options.enums === $String ? "ERASURE_METHOD_UNSPECIFIED" : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.bytesErased = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.bytesErased = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.bytesReadBack = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.bytesReadBack = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.method != null && $Object.hasOwnProperty.call(message, "method"))
                    object.method = options.enums === $String ? $root.bmv.v1.ErasureMethod[message.method] === $undefined ? message.method : $root.bmv.v1.ErasureMethod[message.method] : message.method;
                if (message.bytesErased != null && $Object.hasOwnProperty.call(message, "bytesErased"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.bytesErased = typeof message.bytesErased === "number" ? $BigInt(message.bytesErased) : $util.Long.fromBits(message.bytesErased.low >>> 0, message.bytesErased.high >>> 0, true).toBigInt();
                    else if (typeof message.bytesErased === "number")
                        object.bytesErased = options.longs === $String ? $String(message.bytesErased) : message.bytesErased;
                    else
                        object.bytesErased = options.longs === $String ? $util.Long.prototype.toString.call(message.bytesErased) : options.longs === $Number ? new $util.LongBits(message.bytesErased.low >>> 0, message.bytesErased.high >>> 0).toNumber(true) : message.bytesErased;
                if (message.bytesReadBack != null && $Object.hasOwnProperty.call(message, "bytesReadBack"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.bytesReadBack = typeof message.bytesReadBack === "number" ? $BigInt(message.bytesReadBack) : $util.Long.fromBits(message.bytesReadBack.low >>> 0, message.bytesReadBack.high >>> 0, true).toBigInt();
                    else if (typeof message.bytesReadBack === "number")
                        object.bytesReadBack = options.longs === $String ? $String(message.bytesReadBack) : message.bytesReadBack;
                    else
                        object.bytesReadBack = options.longs === $String ? $util.Long.prototype.toString.call(message.bytesReadBack) : options.longs === $Number ? new $util.LongBits(message.bytesReadBack.low >>> 0, message.bytesReadBack.high >>> 0).toNumber(true) : message.bytesReadBack;
                return object;
            };

            /**
             * Converts this Erasure to JSON.
             * @function toJSON
             * @memberof bmv.v1.Erasure
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Erasure.prototype.toJSON = function() {
                return Erasure.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Erasure;
        })();

        v1.VolumeEvent = (function() {

            /**
             * Properties of a VolumeEvent.
             * @typedef {Object} bmv.v1.VolumeEvent.$Properties
             * @property {bmv.v1.VolumeChange|null} [change] VolumeEvent change
             * @property {number|Long|null} [atMs] VolumeEvent atMs
             * @property {bmv.v1.Volume.$Properties|null} [volume] VolumeEvent volume
             * @property {bmv.v1.DiskIdentity.$Properties|null} [disk] VolumeEvent disk
             * @property {string|null} [run] VolumeEvent run
             * @property {bmv.v1.Erasure.$Properties|null} [erasure] VolumeEvent erasure
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a VolumeEvent.
             * @memberof bmv.v1
             * @interface IVolumeEvent
             * @augments bmv.v1.VolumeEvent.$Properties
             * @deprecated Use bmv.v1.VolumeEvent.$Properties instead.
             */

            /**
             * Shape of a VolumeEvent.
             * @typedef {bmv.v1.VolumeEvent.$Properties} bmv.v1.VolumeEvent.$Shape
             */

            /**
             * Constructs a new VolumeEvent.
             * @memberof bmv.v1
             * @classdesc Represents a VolumeEvent.
             * @constructor
             * @param {bmv.v1.VolumeEvent.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const VolumeEvent = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * VolumeEvent change.
             * @member {bmv.v1.VolumeChange} change
             * @memberof bmv.v1.VolumeEvent
             * @instance
             */
            VolumeEvent.prototype.change = 0;

            /**
             * VolumeEvent atMs.
             * @member {number|Long} atMs
             * @memberof bmv.v1.VolumeEvent
             * @instance
             */
            VolumeEvent.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * VolumeEvent volume.
             * @member {bmv.v1.Volume.$Properties|null|undefined} volume
             * @memberof bmv.v1.VolumeEvent
             * @instance
             */
            VolumeEvent.prototype.volume = null;

            /**
             * VolumeEvent disk.
             * @member {bmv.v1.DiskIdentity.$Properties|null|undefined} disk
             * @memberof bmv.v1.VolumeEvent
             * @instance
             */
            VolumeEvent.prototype.disk = null;

            /**
             * VolumeEvent run.
             * @member {string} run
             * @memberof bmv.v1.VolumeEvent
             * @instance
             */
            VolumeEvent.prototype.run = "";

            /**
             * VolumeEvent erasure.
             * @member {bmv.v1.Erasure.$Properties|null|undefined} erasure
             * @memberof bmv.v1.VolumeEvent
             * @instance
             */
            VolumeEvent.prototype.erasure = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(VolumeEvent.prototype, "_erasure", {
                get: $util.oneOfGetter($oneOfFields = ["erasure"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified VolumeEvent message. Does not implicitly {@link bmv.v1.VolumeEvent.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.VolumeEvent
             * @static
             * @param {bmv.v1.VolumeEvent.$Properties} message VolumeEvent message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            VolumeEvent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.change != null && $Object.hasOwnProperty.call(message, "change") && message.change !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.change);
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.atMs);
                if (message.volume != null && $Object.hasOwnProperty.call(message, "volume"))
                    $root.bmv.v1.Volume.encode(message.volume, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.disk != null && $Object.hasOwnProperty.call(message, "disk"))
                    $root.bmv.v1.DiskIdentity.encode(message.disk, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.run);
                if (message.erasure != null && $Object.hasOwnProperty.call(message, "erasure"))
                    $root.bmv.v1.Erasure.encode(message.erasure, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a VolumeEvent message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.VolumeEvent
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.VolumeEvent & bmv.v1.VolumeEvent.$Shape} VolumeEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            VolumeEvent.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.VolumeEvent();
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
                                message.change = value;
                            else
                                delete message.change;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.atMs = value;
                            else
                                delete message.atMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.volume = $root.bmv.v1.Volume.decode(reader, reader.size(), $undefined, _depth + 1, message.volume);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.disk = $root.bmv.v1.DiskIdentity.decode(reader, reader.size(), $undefined, _depth + 1, message.disk);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.erasure = $root.bmv.v1.Erasure.decode(reader, reader.size(), $undefined, _depth + 1, message.erasure);
                            message._erasure = "erasure";
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
             * Verifies a VolumeEvent message.
             * @function verify
             * @memberof bmv.v1.VolumeEvent
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            VolumeEvent.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.change != null && $Object.hasOwnProperty.call(message, "change"))
                    if (typeof message.change !== "number" || (message.change | 0) !== message.change)
                        return "change: enum value expected";
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (!$util.isInteger(message.atMs) && !(message.atMs && $util.isInteger(message.atMs.low) && $util.isInteger(message.atMs.high)))
                        return "atMs: integer|Long expected";
                if (message.volume != null && $Object.hasOwnProperty.call(message, "volume")) {
                    let error = $root.bmv.v1.Volume.verify(message.volume, _depth + 1);
                    if (error)
                        return "volume." + error;
                }
                if (message.disk != null && $Object.hasOwnProperty.call(message, "disk")) {
                    let error = $root.bmv.v1.DiskIdentity.verify(message.disk, _depth + 1);
                    if (error)
                        return "disk." + error;
                }
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    if (!$util.isString(message.run))
                        return "run: string expected";
                if (message.erasure != null && $Object.hasOwnProperty.call(message, "erasure")) {
                    properties._erasure = 1;
                    {
                        let error = $root.bmv.v1.Erasure.verify(message.erasure, _depth + 1);
                        if (error)
                            return "erasure." + error;
                    }
                }
                return null;
            };

            /**
             * Creates a VolumeEvent message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.VolumeEvent
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.VolumeEvent} VolumeEvent
             */
            VolumeEvent.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.VolumeEvent)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.VolumeEvent: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.VolumeEvent();
                if (object.change !== 0 && (typeof object.change !== "string" || $root.bmv.v1.VolumeChange[object.change] !== 0))
                    switch (object.change) {
                    case "VOLUME_CHANGE_UNSPECIFIED":
                    case 0:
                        message.change = 0;
                        break;
                    case "VOLUME_CHANGE_CREATED":
                    case 1:
                        message.change = 1;
                        break;
                    case "VOLUME_CHANGE_ADOPTED":
                    case 2:
                        message.change = 2;
                        break;
                    case "VOLUME_CHANGE_EXTENDED":
                    case 3:
                        message.change = 3;
                        break;
                    case "VOLUME_CHANGE_RELEASED":
                    case 4:
                        message.change = 4;
                        break;
                    case "VOLUME_CHANGE_VERIFIED":
                    case 5:
                        message.change = 5;
                        break;
                    case "VOLUME_CHANGE_ALTERED":
                    case 6:
                        message.change = 6;
                        break;
                    case "VOLUME_CHANGE_FOUND":
                    case 7:
                        message.change = 7;
                        break;
                    case "VOLUME_CHANGE_LOST":
                    case 8:
                        message.change = 8;
                        break;
                    case "VOLUME_CHANGE_RECOVERED":
                    case 9:
                        message.change = 9;
                        break;
                    default:
                        if (typeof object.change === "number" && (object.change | 0) === object.change)
                            message.change = object.change;
                    }
                if (object.atMs != null)
                    if (typeof object.atMs === "object" ? object.atMs.low || object.atMs.high : $Number(object.atMs) !== 0)
                        if ($util.Long)
                            message.atMs = $util.Long.fromValue(object.atMs, true);
                        else if (typeof object.atMs === "string")
                            message.atMs = $parseInt(object.atMs, 10);
                        else if (typeof object.atMs === "number")
                            message.atMs = object.atMs;
                        else if (typeof object.atMs === "object")
                            message.atMs = new $util.LongBits(object.atMs.low >>> 0, object.atMs.high >>> 0).toNumber(true);
                if (object.volume != null) {
                    if (!$util.isObject(object.volume))
                        throw $TypeError(".bmv.v1.VolumeEvent.volume: object expected");
                    message.volume = $root.bmv.v1.Volume.fromObject(object.volume, _depth + 1);
                }
                if (object.disk != null) {
                    if (!$util.isObject(object.disk))
                        throw $TypeError(".bmv.v1.VolumeEvent.disk: object expected");
                    message.disk = $root.bmv.v1.DiskIdentity.fromObject(object.disk, _depth + 1);
                }
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.erasure != null) {
                    if (!$util.isObject(object.erasure))
                        throw $TypeError(".bmv.v1.VolumeEvent.erasure: object expected");
                    message.erasure = $root.bmv.v1.Erasure.fromObject(object.erasure, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a VolumeEvent message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.VolumeEvent
             * @static
             * @param {bmv.v1.VolumeEvent} message VolumeEvent
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            VolumeEvent.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.change = options.enums === $String ? "VOLUME_CHANGE_UNSPECIFIED" : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.atMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.atMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.volume = null;
                    object.disk = null;
                    object.run = "";
                }
                if (message.change != null && $Object.hasOwnProperty.call(message, "change"))
                    object.change = options.enums === $String ? $root.bmv.v1.VolumeChange[message.change] === $undefined ? message.change : $root.bmv.v1.VolumeChange[message.change] : message.change;
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.atMs = typeof message.atMs === "number" ? $BigInt(message.atMs) : $util.Long.fromBits(message.atMs.low >>> 0, message.atMs.high >>> 0, true).toBigInt();
                    else if (typeof message.atMs === "number")
                        object.atMs = options.longs === $String ? $String(message.atMs) : message.atMs;
                    else
                        object.atMs = options.longs === $String ? $util.Long.prototype.toString.call(message.atMs) : options.longs === $Number ? new $util.LongBits(message.atMs.low >>> 0, message.atMs.high >>> 0).toNumber(true) : message.atMs;
                if (message.volume != null && $Object.hasOwnProperty.call(message, "volume"))
                    object.volume = $root.bmv.v1.Volume.toObject(message.volume, options, _depth + 1);
                if (message.disk != null && $Object.hasOwnProperty.call(message, "disk"))
                    object.disk = $root.bmv.v1.DiskIdentity.toObject(message.disk, options, _depth + 1);
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.erasure != null && $Object.hasOwnProperty.call(message, "erasure"))
                    object.erasure = $root.bmv.v1.Erasure.toObject(message.erasure, options, _depth + 1);
                return object;
            };

            /**
             * Converts this VolumeEvent to JSON.
             * @function toJSON
             * @memberof bmv.v1.VolumeEvent
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            VolumeEvent.prototype.toJSON = function() {
                return VolumeEvent.toObject(this, $protobuf.util.toJSONOptions);
            };

            return VolumeEvent;
        })();

        /**
         * StepKind enum.
         * @name bmv.v1.StepKind
         * @enum {number}
         * @property {number} STEP_KIND_UNSPECIFIED=0 STEP_KIND_UNSPECIFIED value
         * @property {number} STEP_KIND_CLEAN=1 STEP_KIND_CLEAN value
         * @property {number} STEP_KIND_DEPLOY=2 STEP_KIND_DEPLOY value
         * @property {number} STEP_KIND_SERVICE=3 STEP_KIND_SERVICE value
         */
        v1.StepKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "STEP_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "STEP_KIND_CLEAN"] = 1;
            values[valuesById[2] = "STEP_KIND_DEPLOY"] = 2;
            values[valuesById[3] = "STEP_KIND_SERVICE"] = 3;
            return values;
        })();

        v1.StepStarted = (function() {

            /**
             * Properties of a StepStarted.
             * @typedef {Object} bmv.v1.StepStarted.$Properties
             * @property {string|null} [run] StepStarted run
             * @property {string|null} [step] StepStarted step
             * @property {bmv.v1.StepKind|null} [kind] StepStarted kind
             * @property {number|Long|null} [atMs] StepStarted atMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StepStarted.
             * @memberof bmv.v1
             * @interface IStepStarted
             * @augments bmv.v1.StepStarted.$Properties
             * @deprecated Use bmv.v1.StepStarted.$Properties instead.
             */

            /**
             * Shape of a StepStarted.
             * @typedef {bmv.v1.StepStarted.$Properties} bmv.v1.StepStarted.$Shape
             */

            /**
             * Constructs a new StepStarted.
             * @memberof bmv.v1
             * @classdesc Represents a StepStarted.
             * @constructor
             * @param {bmv.v1.StepStarted.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StepStarted = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StepStarted run.
             * @member {string} run
             * @memberof bmv.v1.StepStarted
             * @instance
             */
            StepStarted.prototype.run = "";

            /**
             * StepStarted step.
             * @member {string} step
             * @memberof bmv.v1.StepStarted
             * @instance
             */
            StepStarted.prototype.step = "";

            /**
             * StepStarted kind.
             * @member {bmv.v1.StepKind} kind
             * @memberof bmv.v1.StepStarted
             * @instance
             */
            StepStarted.prototype.kind = 0;

            /**
             * StepStarted atMs.
             * @member {number|Long} atMs
             * @memberof bmv.v1.StepStarted
             * @instance
             */
            StepStarted.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Encodes the specified StepStarted message. Does not implicitly {@link bmv.v1.StepStarted.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.StepStarted
             * @static
             * @param {bmv.v1.StepStarted.$Properties} message StepStarted message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StepStarted.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.step != null && $Object.hasOwnProperty.call(message, "step") && message.step !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.step);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.kind);
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.atMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StepStarted message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.StepStarted
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.StepStarted & bmv.v1.StepStarted.$Shape} StepStarted
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StepStarted.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.StepStarted();
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
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.step = value;
                            else
                                delete message.step;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.atMs = value;
                            else
                                delete message.atMs;
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
             * Verifies a StepStarted message.
             * @function verify
             * @memberof bmv.v1.StepStarted
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            StepStarted.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    if (!$util.isString(message.run))
                        return "run: string expected";
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    if (!$util.isString(message.step))
                        return "step: string expected";
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    if (typeof message.kind !== "number" || (message.kind | 0) !== message.kind)
                        return "kind: enum value expected";
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (!$util.isInteger(message.atMs) && !(message.atMs && $util.isInteger(message.atMs.low) && $util.isInteger(message.atMs.high)))
                        return "atMs: integer|Long expected";
                return null;
            };

            /**
             * Creates a StepStarted message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.StepStarted
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.StepStarted} StepStarted
             */
            StepStarted.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.StepStarted)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.StepStarted: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.StepStarted();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.step != null)
                    if (typeof object.step !== "string" || object.step.length)
                        message.step = $String(object.step);
                if (object.kind !== 0 && (typeof object.kind !== "string" || $root.bmv.v1.StepKind[object.kind] !== 0))
                    switch (object.kind) {
                    case "STEP_KIND_UNSPECIFIED":
                    case 0:
                        message.kind = 0;
                        break;
                    case "STEP_KIND_CLEAN":
                    case 1:
                        message.kind = 1;
                        break;
                    case "STEP_KIND_DEPLOY":
                    case 2:
                        message.kind = 2;
                        break;
                    case "STEP_KIND_SERVICE":
                    case 3:
                        message.kind = 3;
                        break;
                    default:
                        if (typeof object.kind === "number" && (object.kind | 0) === object.kind)
                            message.kind = object.kind;
                    }
                if (object.atMs != null)
                    if (typeof object.atMs === "object" ? object.atMs.low || object.atMs.high : $Number(object.atMs) !== 0)
                        if ($util.Long)
                            message.atMs = $util.Long.fromValue(object.atMs, true);
                        else if (typeof object.atMs === "string")
                            message.atMs = $parseInt(object.atMs, 10);
                        else if (typeof object.atMs === "number")
                            message.atMs = object.atMs;
                        else if (typeof object.atMs === "object")
                            message.atMs = new $util.LongBits(object.atMs.low >>> 0, object.atMs.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a StepStarted message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.StepStarted
             * @static
             * @param {bmv.v1.StepStarted} message StepStarted
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            StepStarted.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.run = "";
                    object.step = "";
                    object.kind = options.enums === $String ? "STEP_KIND_UNSPECIFIED" : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.atMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.atMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    object.step = message.step;
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    object.kind = options.enums === $String ? $root.bmv.v1.StepKind[message.kind] === $undefined ? message.kind : $root.bmv.v1.StepKind[message.kind] : message.kind;
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.atMs = typeof message.atMs === "number" ? $BigInt(message.atMs) : $util.Long.fromBits(message.atMs.low >>> 0, message.atMs.high >>> 0, true).toBigInt();
                    else if (typeof message.atMs === "number")
                        object.atMs = options.longs === $String ? $String(message.atMs) : message.atMs;
                    else
                        object.atMs = options.longs === $String ? $util.Long.prototype.toString.call(message.atMs) : options.longs === $Number ? new $util.LongBits(message.atMs.low >>> 0, message.atMs.high >>> 0).toNumber(true) : message.atMs;
                return object;
            };

            /**
             * Converts this StepStarted to JSON.
             * @function toJSON
             * @memberof bmv.v1.StepStarted
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            StepStarted.prototype.toJSON = function() {
                return StepStarted.toObject(this, $protobuf.util.toJSONOptions);
            };

            return StepStarted;
        })();

        v1.StepProgress = (function() {

            /**
             * Properties of a StepProgress.
             * @typedef {Object} bmv.v1.StepProgress.$Properties
             * @property {string|null} [run] StepProgress run
             * @property {string|null} [phase] StepProgress phase
             * @property {number|Long|null} [doneBytes] StepProgress doneBytes
             * @property {number|Long|null} [totalBytes] StepProgress totalBytes
             * @property {number|Long|null} [atMs] StepProgress atMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StepProgress.
             * @memberof bmv.v1
             * @interface IStepProgress
             * @augments bmv.v1.StepProgress.$Properties
             * @deprecated Use bmv.v1.StepProgress.$Properties instead.
             */

            /**
             * Shape of a StepProgress.
             * @typedef {bmv.v1.StepProgress.$Properties} bmv.v1.StepProgress.$Shape
             */

            /**
             * Constructs a new StepProgress.
             * @memberof bmv.v1
             * @classdesc Represents a StepProgress.
             * @constructor
             * @param {bmv.v1.StepProgress.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StepProgress = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StepProgress run.
             * @member {string} run
             * @memberof bmv.v1.StepProgress
             * @instance
             */
            StepProgress.prototype.run = "";

            /**
             * StepProgress phase.
             * @member {string} phase
             * @memberof bmv.v1.StepProgress
             * @instance
             */
            StepProgress.prototype.phase = "";

            /**
             * StepProgress doneBytes.
             * @member {number|Long} doneBytes
             * @memberof bmv.v1.StepProgress
             * @instance
             */
            StepProgress.prototype.doneBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StepProgress totalBytes.
             * @member {number|Long|null|undefined} totalBytes
             * @memberof bmv.v1.StepProgress
             * @instance
             */
            StepProgress.prototype.totalBytes = null;

            /**
             * StepProgress atMs.
             * @member {number|Long} atMs
             * @memberof bmv.v1.StepProgress
             * @instance
             */
            StepProgress.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(StepProgress.prototype, "_totalBytes", {
                get: $util.oneOfGetter($oneOfFields = ["totalBytes"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified StepProgress message. Does not implicitly {@link bmv.v1.StepProgress.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.StepProgress
             * @static
             * @param {bmv.v1.StepProgress.$Properties} message StepProgress message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StepProgress.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.phase != null && $Object.hasOwnProperty.call(message, "phase") && message.phase !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.phase);
                if (message.doneBytes != null && $Object.hasOwnProperty.call(message, "doneBytes") && (typeof message.doneBytes === "object" ? message.doneBytes.low || message.doneBytes.high : message.doneBytes !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.doneBytes);
                if (message.totalBytes != null && $Object.hasOwnProperty.call(message, "totalBytes"))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.totalBytes);
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.atMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StepProgress message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.StepProgress
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.StepProgress & bmv.v1.StepProgress.$Shape} StepProgress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StepProgress.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.StepProgress();
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
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.phase = value;
                            else
                                delete message.phase;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.doneBytes = value;
                            else
                                delete message.doneBytes;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.totalBytes = reader.uint64();
                            message._totalBytes = "totalBytes";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.atMs = value;
                            else
                                delete message.atMs;
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
             * Verifies a StepProgress message.
             * @function verify
             * @memberof bmv.v1.StepProgress
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            StepProgress.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    if (!$util.isString(message.run))
                        return "run: string expected";
                if (message.phase != null && $Object.hasOwnProperty.call(message, "phase"))
                    if (!$util.isString(message.phase))
                        return "phase: string expected";
                if (message.doneBytes != null && $Object.hasOwnProperty.call(message, "doneBytes"))
                    if (!$util.isInteger(message.doneBytes) && !(message.doneBytes && $util.isInteger(message.doneBytes.low) && $util.isInteger(message.doneBytes.high)))
                        return "doneBytes: integer|Long expected";
                if (message.totalBytes != null && $Object.hasOwnProperty.call(message, "totalBytes")) {
                    properties._totalBytes = 1;
                    if (!$util.isInteger(message.totalBytes) && !(message.totalBytes && $util.isInteger(message.totalBytes.low) && $util.isInteger(message.totalBytes.high)))
                        return "totalBytes: integer|Long expected";
                }
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (!$util.isInteger(message.atMs) && !(message.atMs && $util.isInteger(message.atMs.low) && $util.isInteger(message.atMs.high)))
                        return "atMs: integer|Long expected";
                return null;
            };

            /**
             * Creates a StepProgress message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.StepProgress
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.StepProgress} StepProgress
             */
            StepProgress.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.StepProgress)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.StepProgress: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.StepProgress();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.phase != null)
                    if (typeof object.phase !== "string" || object.phase.length)
                        message.phase = $String(object.phase);
                if (object.doneBytes != null)
                    if (typeof object.doneBytes === "object" ? object.doneBytes.low || object.doneBytes.high : $Number(object.doneBytes) !== 0)
                        if ($util.Long)
                            message.doneBytes = $util.Long.fromValue(object.doneBytes, true);
                        else if (typeof object.doneBytes === "string")
                            message.doneBytes = $parseInt(object.doneBytes, 10);
                        else if (typeof object.doneBytes === "number")
                            message.doneBytes = object.doneBytes;
                        else if (typeof object.doneBytes === "object")
                            message.doneBytes = new $util.LongBits(object.doneBytes.low >>> 0, object.doneBytes.high >>> 0).toNumber(true);
                if (object.totalBytes != null)
                    if ($util.Long)
                        message.totalBytes = $util.Long.fromValue(object.totalBytes, true);
                    else if (typeof object.totalBytes === "string")
                        message.totalBytes = $parseInt(object.totalBytes, 10);
                    else if (typeof object.totalBytes === "number")
                        message.totalBytes = object.totalBytes;
                    else if (typeof object.totalBytes === "object")
                        message.totalBytes = new $util.LongBits(object.totalBytes.low >>> 0, object.totalBytes.high >>> 0).toNumber(true);
                if (object.atMs != null)
                    if (typeof object.atMs === "object" ? object.atMs.low || object.atMs.high : $Number(object.atMs) !== 0)
                        if ($util.Long)
                            message.atMs = $util.Long.fromValue(object.atMs, true);
                        else if (typeof object.atMs === "string")
                            message.atMs = $parseInt(object.atMs, 10);
                        else if (typeof object.atMs === "number")
                            message.atMs = object.atMs;
                        else if (typeof object.atMs === "object")
                            message.atMs = new $util.LongBits(object.atMs.low >>> 0, object.atMs.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a StepProgress message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.StepProgress
             * @static
             * @param {bmv.v1.StepProgress} message StepProgress
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            StepProgress.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.run = "";
                    object.phase = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.doneBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.doneBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.atMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.atMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.phase != null && $Object.hasOwnProperty.call(message, "phase"))
                    object.phase = message.phase;
                if (message.doneBytes != null && $Object.hasOwnProperty.call(message, "doneBytes"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.doneBytes = typeof message.doneBytes === "number" ? $BigInt(message.doneBytes) : $util.Long.fromBits(message.doneBytes.low >>> 0, message.doneBytes.high >>> 0, true).toBigInt();
                    else if (typeof message.doneBytes === "number")
                        object.doneBytes = options.longs === $String ? $String(message.doneBytes) : message.doneBytes;
                    else
                        object.doneBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.doneBytes) : options.longs === $Number ? new $util.LongBits(message.doneBytes.low >>> 0, message.doneBytes.high >>> 0).toNumber(true) : message.doneBytes;
                if (message.totalBytes != null && $Object.hasOwnProperty.call(message, "totalBytes"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.totalBytes = typeof message.totalBytes === "number" ? $BigInt(message.totalBytes) : $util.Long.fromBits(message.totalBytes.low >>> 0, message.totalBytes.high >>> 0, true).toBigInt();
                    else if (typeof message.totalBytes === "number")
                        object.totalBytes = options.longs === $String ? $String(message.totalBytes) : message.totalBytes;
                    else
                        object.totalBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.totalBytes) : options.longs === $Number ? new $util.LongBits(message.totalBytes.low >>> 0, message.totalBytes.high >>> 0).toNumber(true) : message.totalBytes;
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.atMs = typeof message.atMs === "number" ? $BigInt(message.atMs) : $util.Long.fromBits(message.atMs.low >>> 0, message.atMs.high >>> 0, true).toBigInt();
                    else if (typeof message.atMs === "number")
                        object.atMs = options.longs === $String ? $String(message.atMs) : message.atMs;
                    else
                        object.atMs = options.longs === $String ? $util.Long.prototype.toString.call(message.atMs) : options.longs === $Number ? new $util.LongBits(message.atMs.low >>> 0, message.atMs.high >>> 0).toNumber(true) : message.atMs;
                return object;
            };

            /**
             * Converts this StepProgress to JSON.
             * @function toJSON
             * @memberof bmv.v1.StepProgress
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            StepProgress.prototype.toJSON = function() {
                return StepProgress.toObject(this, $protobuf.util.toJSONOptions);
            };

            return StepProgress;
        })();

        v1.StepFailure = (function() {

            /**
             * Properties of a StepFailure.
             * @typedef {Object} bmv.v1.StepFailure.$Properties
             * @property {string|null} [code] StepFailure code
             * @property {string|null} [message] StepFailure message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StepFailure.
             * @memberof bmv.v1
             * @interface IStepFailure
             * @augments bmv.v1.StepFailure.$Properties
             * @deprecated Use bmv.v1.StepFailure.$Properties instead.
             */

            /**
             * Shape of a StepFailure.
             * @typedef {bmv.v1.StepFailure.$Properties} bmv.v1.StepFailure.$Shape
             */

            /**
             * Constructs a new StepFailure.
             * @memberof bmv.v1
             * @classdesc Represents a StepFailure.
             * @constructor
             * @param {bmv.v1.StepFailure.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StepFailure = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StepFailure code.
             * @member {string} code
             * @memberof bmv.v1.StepFailure
             * @instance
             */
            StepFailure.prototype.code = "";

            /**
             * StepFailure message.
             * @member {string} message
             * @memberof bmv.v1.StepFailure
             * @instance
             */
            StepFailure.prototype.message = "";

            /**
             * Encodes the specified StepFailure message. Does not implicitly {@link bmv.v1.StepFailure.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.StepFailure
             * @static
             * @param {bmv.v1.StepFailure.$Properties} message StepFailure message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StepFailure.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StepFailure message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.StepFailure
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.StepFailure & bmv.v1.StepFailure.$Shape} StepFailure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StepFailure.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.StepFailure();
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
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
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
             * Verifies a StepFailure message.
             * @function verify
             * @memberof bmv.v1.StepFailure
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            StepFailure.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    if (!$util.isString(message.message))
                        return "message: string expected";
                return null;
            };

            /**
             * Creates a StepFailure message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.StepFailure
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.StepFailure} StepFailure
             */
            StepFailure.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.StepFailure)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.StepFailure: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.StepFailure();
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                if (object.message != null)
                    if (typeof object.message !== "string" || object.message.length)
                        message.message = $String(object.message);
                return message;
            };

            /**
             * Creates a plain object from a StepFailure message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.StepFailure
             * @static
             * @param {bmv.v1.StepFailure} message StepFailure
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            StepFailure.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.code = "";
                    object.message = "";
                }
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    object.message = message.message;
                return object;
            };

            /**
             * Converts this StepFailure to JSON.
             * @function toJSON
             * @memberof bmv.v1.StepFailure
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            StepFailure.prototype.toJSON = function() {
                return StepFailure.toObject(this, $protobuf.util.toJSONOptions);
            };

            return StepFailure;
        })();

        v1.StepFinished = (function() {

            /**
             * Properties of a StepFinished.
             * @typedef {Object} bmv.v1.StepFinished.$Properties
             * @property {string|null} [run] StepFinished run
             * @property {string|null} [step] StepFinished step
             * @property {bmv.v1.StepKind|null} [kind] StepFinished kind
             * @property {number|Long|null} [atMs] StepFinished atMs
             * @property {bmv.v1.StepFailure.$Properties|null} [failure] StepFinished failure
             * @property {number|Long|null} [durationMs] StepFinished durationMs
             * @property {number|Long|null} [bytesWritten] StepFinished bytesWritten
             * @property {number|Long|null} [bytesDownloaded] StepFinished bytesDownloaded
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StepFinished.
             * @memberof bmv.v1
             * @interface IStepFinished
             * @augments bmv.v1.StepFinished.$Properties
             * @deprecated Use bmv.v1.StepFinished.$Properties instead.
             */

            /**
             * Shape of a StepFinished.
             * @typedef {bmv.v1.StepFinished.$Properties} bmv.v1.StepFinished.$Shape
             */

            /**
             * Constructs a new StepFinished.
             * @memberof bmv.v1
             * @classdesc Represents a StepFinished.
             * @constructor
             * @param {bmv.v1.StepFinished.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StepFinished = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StepFinished run.
             * @member {string} run
             * @memberof bmv.v1.StepFinished
             * @instance
             */
            StepFinished.prototype.run = "";

            /**
             * StepFinished step.
             * @member {string} step
             * @memberof bmv.v1.StepFinished
             * @instance
             */
            StepFinished.prototype.step = "";

            /**
             * StepFinished kind.
             * @member {bmv.v1.StepKind} kind
             * @memberof bmv.v1.StepFinished
             * @instance
             */
            StepFinished.prototype.kind = 0;

            /**
             * StepFinished atMs.
             * @member {number|Long} atMs
             * @memberof bmv.v1.StepFinished
             * @instance
             */
            StepFinished.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StepFinished failure.
             * @member {bmv.v1.StepFailure.$Properties|null|undefined} failure
             * @memberof bmv.v1.StepFinished
             * @instance
             */
            StepFinished.prototype.failure = null;

            /**
             * StepFinished durationMs.
             * @member {number|Long} durationMs
             * @memberof bmv.v1.StepFinished
             * @instance
             */
            StepFinished.prototype.durationMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StepFinished bytesWritten.
             * @member {number|Long} bytesWritten
             * @memberof bmv.v1.StepFinished
             * @instance
             */
            StepFinished.prototype.bytesWritten = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StepFinished bytesDownloaded.
             * @member {number|Long} bytesDownloaded
             * @memberof bmv.v1.StepFinished
             * @instance
             */
            StepFinished.prototype.bytesDownloaded = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(StepFinished.prototype, "_failure", {
                get: $util.oneOfGetter($oneOfFields = ["failure"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Encodes the specified StepFinished message. Does not implicitly {@link bmv.v1.StepFinished.verify|verify} messages.
             * @function encode
             * @memberof bmv.v1.StepFinished
             * @static
             * @param {bmv.v1.StepFinished.$Properties} message StepFinished message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StepFinished.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.run);
                if (message.step != null && $Object.hasOwnProperty.call(message, "step") && message.step !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.step);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.kind);
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.atMs);
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure"))
                    $root.bmv.v1.StepFailure.encode(message.failure, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.durationMs != null && $Object.hasOwnProperty.call(message, "durationMs") && (typeof message.durationMs === "object" ? message.durationMs.low || message.durationMs.high : message.durationMs !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.durationMs);
                if (message.bytesWritten != null && $Object.hasOwnProperty.call(message, "bytesWritten") && (typeof message.bytesWritten === "object" ? message.bytesWritten.low || message.bytesWritten.high : message.bytesWritten !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.bytesWritten);
                if (message.bytesDownloaded != null && $Object.hasOwnProperty.call(message, "bytesDownloaded") && (typeof message.bytesDownloaded === "object" ? message.bytesDownloaded.low || message.bytesDownloaded.high : message.bytesDownloaded !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.bytesDownloaded);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StepFinished message from the specified reader or buffer.
             * @function decode
             * @memberof bmv.v1.StepFinished
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {bmv.v1.StepFinished & bmv.v1.StepFinished.$Shape} StepFinished
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StepFinished.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.bmv.v1.StepFinished();
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
                                message.run = value;
                            else
                                delete message.run;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.step = value;
                            else
                                delete message.step;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.atMs = value;
                            else
                                delete message.atMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.failure = $root.bmv.v1.StepFailure.decode(reader, reader.size(), $undefined, _depth + 1, message.failure);
                            message._failure = "failure";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.durationMs = value;
                            else
                                delete message.durationMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bytesWritten = value;
                            else
                                delete message.bytesWritten;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bytesDownloaded = value;
                            else
                                delete message.bytesDownloaded;
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
             * Verifies a StepFinished message.
             * @function verify
             * @memberof bmv.v1.StepFinished
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            StepFinished.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    if (!$util.isString(message.run))
                        return "run: string expected";
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    if (!$util.isString(message.step))
                        return "step: string expected";
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    if (typeof message.kind !== "number" || (message.kind | 0) !== message.kind)
                        return "kind: enum value expected";
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (!$util.isInteger(message.atMs) && !(message.atMs && $util.isInteger(message.atMs.low) && $util.isInteger(message.atMs.high)))
                        return "atMs: integer|Long expected";
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure")) {
                    properties._failure = 1;
                    {
                        let error = $root.bmv.v1.StepFailure.verify(message.failure, _depth + 1);
                        if (error)
                            return "failure." + error;
                    }
                }
                if (message.durationMs != null && $Object.hasOwnProperty.call(message, "durationMs"))
                    if (!$util.isInteger(message.durationMs) && !(message.durationMs && $util.isInteger(message.durationMs.low) && $util.isInteger(message.durationMs.high)))
                        return "durationMs: integer|Long expected";
                if (message.bytesWritten != null && $Object.hasOwnProperty.call(message, "bytesWritten"))
                    if (!$util.isInteger(message.bytesWritten) && !(message.bytesWritten && $util.isInteger(message.bytesWritten.low) && $util.isInteger(message.bytesWritten.high)))
                        return "bytesWritten: integer|Long expected";
                if (message.bytesDownloaded != null && $Object.hasOwnProperty.call(message, "bytesDownloaded"))
                    if (!$util.isInteger(message.bytesDownloaded) && !(message.bytesDownloaded && $util.isInteger(message.bytesDownloaded.low) && $util.isInteger(message.bytesDownloaded.high)))
                        return "bytesDownloaded: integer|Long expected";
                return null;
            };

            /**
             * Creates a StepFinished message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof bmv.v1.StepFinished
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {bmv.v1.StepFinished} StepFinished
             */
            StepFinished.fromObject = function (object, _depth) {
                if (object instanceof $root.bmv.v1.StepFinished)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bmv.v1.StepFinished: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bmv.v1.StepFinished();
                if (object.run != null)
                    if (typeof object.run !== "string" || object.run.length)
                        message.run = $String(object.run);
                if (object.step != null)
                    if (typeof object.step !== "string" || object.step.length)
                        message.step = $String(object.step);
                if (object.kind !== 0 && (typeof object.kind !== "string" || $root.bmv.v1.StepKind[object.kind] !== 0))
                    switch (object.kind) {
                    case "STEP_KIND_UNSPECIFIED":
                    case 0:
                        message.kind = 0;
                        break;
                    case "STEP_KIND_CLEAN":
                    case 1:
                        message.kind = 1;
                        break;
                    case "STEP_KIND_DEPLOY":
                    case 2:
                        message.kind = 2;
                        break;
                    case "STEP_KIND_SERVICE":
                    case 3:
                        message.kind = 3;
                        break;
                    default:
                        if (typeof object.kind === "number" && (object.kind | 0) === object.kind)
                            message.kind = object.kind;
                    }
                if (object.atMs != null)
                    if (typeof object.atMs === "object" ? object.atMs.low || object.atMs.high : $Number(object.atMs) !== 0)
                        if ($util.Long)
                            message.atMs = $util.Long.fromValue(object.atMs, true);
                        else if (typeof object.atMs === "string")
                            message.atMs = $parseInt(object.atMs, 10);
                        else if (typeof object.atMs === "number")
                            message.atMs = object.atMs;
                        else if (typeof object.atMs === "object")
                            message.atMs = new $util.LongBits(object.atMs.low >>> 0, object.atMs.high >>> 0).toNumber(true);
                if (object.failure != null) {
                    if (!$util.isObject(object.failure))
                        throw $TypeError(".bmv.v1.StepFinished.failure: object expected");
                    message.failure = $root.bmv.v1.StepFailure.fromObject(object.failure, _depth + 1);
                }
                if (object.durationMs != null)
                    if (typeof object.durationMs === "object" ? object.durationMs.low || object.durationMs.high : $Number(object.durationMs) !== 0)
                        if ($util.Long)
                            message.durationMs = $util.Long.fromValue(object.durationMs, true);
                        else if (typeof object.durationMs === "string")
                            message.durationMs = $parseInt(object.durationMs, 10);
                        else if (typeof object.durationMs === "number")
                            message.durationMs = object.durationMs;
                        else if (typeof object.durationMs === "object")
                            message.durationMs = new $util.LongBits(object.durationMs.low >>> 0, object.durationMs.high >>> 0).toNumber(true);
                if (object.bytesWritten != null)
                    if (typeof object.bytesWritten === "object" ? object.bytesWritten.low || object.bytesWritten.high : $Number(object.bytesWritten) !== 0)
                        if ($util.Long)
                            message.bytesWritten = $util.Long.fromValue(object.bytesWritten, true);
                        else if (typeof object.bytesWritten === "string")
                            message.bytesWritten = $parseInt(object.bytesWritten, 10);
                        else if (typeof object.bytesWritten === "number")
                            message.bytesWritten = object.bytesWritten;
                        else if (typeof object.bytesWritten === "object")
                            message.bytesWritten = new $util.LongBits(object.bytesWritten.low >>> 0, object.bytesWritten.high >>> 0).toNumber(true);
                if (object.bytesDownloaded != null)
                    if (typeof object.bytesDownloaded === "object" ? object.bytesDownloaded.low || object.bytesDownloaded.high : $Number(object.bytesDownloaded) !== 0)
                        if ($util.Long)
                            message.bytesDownloaded = $util.Long.fromValue(object.bytesDownloaded, true);
                        else if (typeof object.bytesDownloaded === "string")
                            message.bytesDownloaded = $parseInt(object.bytesDownloaded, 10);
                        else if (typeof object.bytesDownloaded === "number")
                            message.bytesDownloaded = object.bytesDownloaded;
                        else if (typeof object.bytesDownloaded === "object")
                            message.bytesDownloaded = new $util.LongBits(object.bytesDownloaded.low >>> 0, object.bytesDownloaded.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a StepFinished message. Also converts values to other types if specified.
             * @function toObject
             * @memberof bmv.v1.StepFinished
             * @static
             * @param {bmv.v1.StepFinished} message StepFinished
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            StepFinished.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.run = "";
                    object.step = "";
                    object.kind = options.enums === $String ? "STEP_KIND_UNSPECIFIED" : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.atMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.atMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.durationMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.durationMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.bytesWritten = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.bytesWritten = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.bytesDownloaded = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.bytesDownloaded = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                    object.run = message.run;
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    object.step = message.step;
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    object.kind = options.enums === $String ? $root.bmv.v1.StepKind[message.kind] === $undefined ? message.kind : $root.bmv.v1.StepKind[message.kind] : message.kind;
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.atMs = typeof message.atMs === "number" ? $BigInt(message.atMs) : $util.Long.fromBits(message.atMs.low >>> 0, message.atMs.high >>> 0, true).toBigInt();
                    else if (typeof message.atMs === "number")
                        object.atMs = options.longs === $String ? $String(message.atMs) : message.atMs;
                    else
                        object.atMs = options.longs === $String ? $util.Long.prototype.toString.call(message.atMs) : options.longs === $Number ? new $util.LongBits(message.atMs.low >>> 0, message.atMs.high >>> 0).toNumber(true) : message.atMs;
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure"))
                    object.failure = $root.bmv.v1.StepFailure.toObject(message.failure, options, _depth + 1);
                if (message.durationMs != null && $Object.hasOwnProperty.call(message, "durationMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.durationMs = typeof message.durationMs === "number" ? $BigInt(message.durationMs) : $util.Long.fromBits(message.durationMs.low >>> 0, message.durationMs.high >>> 0, true).toBigInt();
                    else if (typeof message.durationMs === "number")
                        object.durationMs = options.longs === $String ? $String(message.durationMs) : message.durationMs;
                    else
                        object.durationMs = options.longs === $String ? $util.Long.prototype.toString.call(message.durationMs) : options.longs === $Number ? new $util.LongBits(message.durationMs.low >>> 0, message.durationMs.high >>> 0).toNumber(true) : message.durationMs;
                if (message.bytesWritten != null && $Object.hasOwnProperty.call(message, "bytesWritten"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.bytesWritten = typeof message.bytesWritten === "number" ? $BigInt(message.bytesWritten) : $util.Long.fromBits(message.bytesWritten.low >>> 0, message.bytesWritten.high >>> 0, true).toBigInt();
                    else if (typeof message.bytesWritten === "number")
                        object.bytesWritten = options.longs === $String ? $String(message.bytesWritten) : message.bytesWritten;
                    else
                        object.bytesWritten = options.longs === $String ? $util.Long.prototype.toString.call(message.bytesWritten) : options.longs === $Number ? new $util.LongBits(message.bytesWritten.low >>> 0, message.bytesWritten.high >>> 0).toNumber(true) : message.bytesWritten;
                if (message.bytesDownloaded != null && $Object.hasOwnProperty.call(message, "bytesDownloaded"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.bytesDownloaded = typeof message.bytesDownloaded === "number" ? $BigInt(message.bytesDownloaded) : $util.Long.fromBits(message.bytesDownloaded.low >>> 0, message.bytesDownloaded.high >>> 0, true).toBigInt();
                    else if (typeof message.bytesDownloaded === "number")
                        object.bytesDownloaded = options.longs === $String ? $String(message.bytesDownloaded) : message.bytesDownloaded;
                    else
                        object.bytesDownloaded = options.longs === $String ? $util.Long.prototype.toString.call(message.bytesDownloaded) : options.longs === $Number ? new $util.LongBits(message.bytesDownloaded.low >>> 0, message.bytesDownloaded.high >>> 0).toNumber(true) : message.bytesDownloaded;
                return object;
            };

            /**
             * Converts this StepFinished to JSON.
             * @function toJSON
             * @memberof bmv.v1.StepFinished
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            StepFinished.prototype.toJSON = function() {
                return StepFinished.toObject(this, $protobuf.util.toJSONOptions);
            };

            return StepFinished;
        })();

        return v1;
    })();

    return bmv;
})();

export {
  $root as default
};
