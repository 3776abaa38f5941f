import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace bmv. */
export namespace bmv {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of an Envelope.
         * @deprecated Use bmv.v1.Envelope.$Properties instead.
         */
        interface IEnvelope extends bmv.v1.Envelope.$Properties {
        }

        /** Represents an Envelope. */
        class Envelope {

            /**
             * Constructs a new Envelope.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Envelope.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Envelope sequence. */
            sequence: (number|Long);

            /** Envelope follows. */
            follows: (number|Long);

            /** Envelope bootId. */
            bootId: string;

            /** Envelope epoch. */
            epoch: (number|Long);

            /** Envelope sentAtMs. */
            sentAtMs: (number|Long);

            /** Envelope hello. */
            hello?: (bmv.v1.Hello.$Properties|null);

            /** Envelope welcome. */
            welcome?: (bmv.v1.Welcome.$Properties|null);

            /** Envelope ack. */
            ack?: (bmv.v1.Ack.$Properties|null);

            /** Envelope refusal. */
            refusal?: (bmv.v1.Refusal.$Properties|null);

            /** Envelope inventory. */
            inventory?: (bmv.v1.Inventory.$Properties|null);

            /** Envelope volumeEvent. */
            volumeEvent?: (bmv.v1.VolumeEvent.$Properties|null);

            /** Envelope stepStarted. */
            stepStarted?: (bmv.v1.StepStarted.$Properties|null);

            /** Envelope stepProgress. */
            stepProgress?: (bmv.v1.StepProgress.$Properties|null);

            /** Envelope stepFinished. */
            stepFinished?: (bmv.v1.StepFinished.$Properties|null);

            /** Envelope desiredVolumes. */
            desiredVolumes?: (bmv.v1.DesiredVolumes.$Properties|null);

            /** Envelope permissionRequest. */
            permissionRequest?: (bmv.v1.PermissionRequest.$Properties|null);

            /** Envelope permissionAnswer. */
            permissionAnswer?: (bmv.v1.PermissionAnswer.$Properties|null);

            /** Envelope keyRequest. */
            keyRequest?: (bmv.v1.KeyRequest.$Properties|null);

            /** Envelope keyAnswer. */
            keyAnswer?: (bmv.v1.KeyAnswer.$Properties|null);

            /** Envelope body. */
            body?: ("hello"|"welcome"|"ack"|"refusal"|"inventory"|"volumeEvent"|"stepStarted"|"stepProgress"|"stepFinished"|"desiredVolumes"|"permissionRequest"|"permissionAnswer"|"keyRequest"|"keyAnswer");

            /**
             * Encodes the specified Envelope message. Does not implicitly {@link bmv.v1.Envelope.verify|verify} messages.
             * @param message Envelope message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Envelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Envelope message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Envelope & bmv.v1.Envelope.$Shape} Envelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Envelope & bmv.v1.Envelope.$Shape;

            /**
             * Verifies an Envelope message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates an Envelope message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Envelope
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Envelope;

            /**
             * Creates a plain object from an Envelope message. Also converts values to other types if specified.
             * @param message Envelope
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Envelope, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Envelope to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Envelope {

            /** Properties of an Envelope. */
            interface $Properties {

                /** Envelope sequence */
                sequence?: (number|Long|null);

                /** Envelope follows */
                follows?: (number|Long|null);

                /** Envelope bootId */
                bootId?: (string|null);

                /** Envelope epoch */
                epoch?: (number|Long|null);

                /** Envelope sentAtMs */
                sentAtMs?: (number|Long|null);

                /** Envelope hello */
                hello?: (bmv.v1.Hello.$Properties|null);

                /** Envelope welcome */
                welcome?: (bmv.v1.Welcome.$Properties|null);

                /** Envelope ack */
                ack?: (bmv.v1.Ack.$Properties|null);

                /** Envelope refusal */
                refusal?: (bmv.v1.Refusal.$Properties|null);

                /** Envelope inventory */
                inventory?: (bmv.v1.Inventory.$Properties|null);

                /** Envelope volumeEvent */
                volumeEvent?: (bmv.v1.VolumeEvent.$Properties|null);

                /** Envelope stepStarted */
                stepStarted?: (bmv.v1.StepStarted.$Properties|null);

                /** Envelope stepProgress */
                stepProgress?: (bmv.v1.StepProgress.$Properties|null);

                /** Envelope stepFinished */
                stepFinished?: (bmv.v1.StepFinished.$Properties|null);

                /** Envelope desiredVolumes */
                desiredVolumes?: (bmv.v1.DesiredVolumes.$Properties|null);

                /** Envelope permissionRequest */
                permissionRequest?: (bmv.v1.PermissionRequest.$Properties|null);

                /** Envelope permissionAnswer */
                permissionAnswer?: (bmv.v1.PermissionAnswer.$Properties|null);

                /** Envelope keyRequest */
                keyRequest?: (bmv.v1.KeyRequest.$Properties|null);

                /** Envelope keyAnswer */
                keyAnswer?: (bmv.v1.KeyAnswer.$Properties|null);

                /** Envelope body */
                body?: ("hello"|"welcome"|"ack"|"refusal"|"inventory"|"volumeEvent"|"stepStarted"|"stepProgress"|"stepFinished"|"desiredVolumes"|"permissionRequest"|"permissionAnswer"|"keyRequest"|"keyAnswer");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an Envelope. */
            type $Shape = {
              sequence?: number|Long|null;
              follows?: number|Long|null;
              bootId?: string|null;
              epoch?: number|Long|null;
              sentAtMs?: number|Long|null;
              hello?: bmv.v1.Hello.$Shape|null;
              welcome?: bmv.v1.Welcome.$Shape|null;
              ack?: bmv.v1.Ack.$Shape|null;
              refusal?: bmv.v1.Refusal.$Shape|null;
              inventory?: bmv.v1.Inventory.$Shape|null;
              volumeEvent?: bmv.v1.VolumeEvent.$Shape|null;
              stepStarted?: bmv.v1.StepStarted.$Shape|null;
              stepProgress?: bmv.v1.StepProgress.$Shape|null;
              stepFinished?: bmv.v1.StepFinished.$Shape|null;
              desiredVolumes?: bmv.v1.DesiredVolumes.$Shape|null;
              permissionRequest?: bmv.v1.PermissionRequest.$Shape|null;
              permissionAnswer?: bmv.v1.PermissionAnswer.$Shape|null;
              keyRequest?: bmv.v1.KeyRequest.$Shape|null;
              keyAnswer?: bmv.v1.KeyAnswer.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "hello"; hello: bmv.v1.Hello.$Shape; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "welcome"; hello?: null; welcome: bmv.v1.Welcome.$Shape; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "ack"; hello?: null; welcome?: null; ack: bmv.v1.Ack.$Shape; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "refusal"; hello?: null; welcome?: null; ack?: null; refusal: bmv.v1.Refusal.$Shape; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "inventory"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory: bmv.v1.Inventory.$Shape; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "volumeEvent"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent: bmv.v1.VolumeEvent.$Shape; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "stepStarted"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted: bmv.v1.StepStarted.$Shape; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "stepProgress"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress: bmv.v1.StepProgress.$Shape; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "stepFinished"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished: bmv.v1.StepFinished.$Shape; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "desiredVolumes"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes: bmv.v1.DesiredVolumes.$Shape; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "permissionRequest"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest: bmv.v1.PermissionRequest.$Shape; permissionAnswer?: null; keyRequest?: null; keyAnswer?: null }|{ body?: "permissionAnswer"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer: bmv.v1.PermissionAnswer.$Shape; keyRequest?: null; keyAnswer?: null }|{ body?: "keyRequest"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest: bmv.v1.KeyRequest.$Shape; keyAnswer?: null }|{ body?: "keyAnswer"; hello?: null; welcome?: null; ack?: null; refusal?: null; inventory?: null; volumeEvent?: null; stepStarted?: null; stepProgress?: null; stepFinished?: null; desiredVolumes?: null; permissionRequest?: null; permissionAnswer?: null; keyRequest?: null; keyAnswer: bmv.v1.KeyAnswer.$Shape })
            );
        }

        /**
         * Properties of a Hello.
         * @deprecated Use bmv.v1.Hello.$Properties instead.
         */
        interface IHello extends bmv.v1.Hello.$Properties {
        }

        /** Represents a Hello. */
        class Hello {

            /**
             * Constructs a new Hello.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Hello.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Hello protocol. */
            protocol: number;

            /** Hello agentVersion. */
            agentVersion: string;

            /** Hello agentBuild. */
            agentBuild: string;

            /** Hello nodeUuid. */
            nodeUuid: string;

            /** Hello systemUuid. */
            systemUuid: string;

            /** Hello systemSerial. */
            systemSerial: string;

            /** Hello macAddresses. */
            macAddresses: string[];

            /** Hello acked. */
            acked: (number|Long);

            /** Hello newest. */
            newest: (number|Long);

            /**
             * Encodes the specified Hello message. Does not implicitly {@link bmv.v1.Hello.verify|verify} messages.
             * @param message Hello message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Hello message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Hello & bmv.v1.Hello.$Shape} Hello
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Hello & bmv.v1.Hello.$Shape;

            /**
             * Verifies a Hello message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Hello message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Hello
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Hello;

            /**
             * Creates a plain object from a Hello message. Also converts values to other types if specified.
             * @param message Hello
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Hello, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Hello to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Hello {

            /** Properties of a Hello. */
            interface $Properties {

                /** Hello protocol */
                protocol?: (number|null);

                /** Hello agentVersion */
                agentVersion?: (string|null);

                /** Hello agentBuild */
                agentBuild?: (string|null);

                /** Hello nodeUuid */
                nodeUuid?: (string|null);

                /** Hello systemUuid */
                systemUuid?: (string|null);

                /** Hello systemSerial */
                systemSerial?: (string|null);

                /** Hello macAddresses */
                macAddresses?: (string[]|null);

                /** Hello acked */
                acked?: (number|Long|null);

                /** Hello newest */
                newest?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Hello. */
            type $Shape = bmv.v1.Hello.$Properties;
        }

        /** Trust enum. */
        enum Trust {

            /** TRUST_UNSPECIFIED value */
            TRUST_UNSPECIFIED = 0,

            /** TRUST_UNTRUSTED value */
            TRUST_UNTRUSTED = 1,

            /** TRUST_TRUSTED value */
            TRUST_TRUSTED = 2
        }

        /**
         * Properties of a Welcome.
         * @deprecated Use bmv.v1.Welcome.$Properties instead.
         */
        interface IWelcome extends bmv.v1.Welcome.$Properties {
        }

        /** Represents a Welcome. */
        class Welcome {

            /**
             * Constructs a new Welcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Welcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Welcome protocol. */
            protocol: number;

            /** Welcome epoch. */
            epoch: (number|Long);

            /** Welcome trust. */
            trust: bmv.v1.Trust;

            /** Welcome acked. */
            acked: (number|Long);

            /** Welcome wantsInventory. */
            wantsInventory: boolean;

            /** Welcome heartbeatMs. */
            heartbeatMs: number;

            /** Welcome maxFrameBytes. */
            maxFrameBytes: number;

            /** Welcome nowMs. */
            nowMs: (number|Long);

            /** Welcome credential. */
            credential: string;

            /**
             * Encodes the specified Welcome message. Does not implicitly {@link bmv.v1.Welcome.verify|verify} messages.
             * @param message Welcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Welcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Welcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Welcome & bmv.v1.Welcome.$Shape} Welcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Welcome & bmv.v1.Welcome.$Shape;

            /**
             * Verifies a Welcome message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Welcome message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Welcome
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Welcome;

            /**
             * Creates a plain object from a Welcome message. Also converts values to other types if specified.
             * @param message Welcome
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Welcome, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Welcome to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Welcome {

            /** Properties of a Welcome. */
            interface $Properties {

                /** Welcome protocol */
                protocol?: (number|null);

                /** Welcome epoch */
                epoch?: (number|Long|null);

                /** Welcome trust */
                trust?: (bmv.v1.Trust|null);

                /** Welcome acked */
                acked?: (number|Long|null);

                /** Welcome wantsInventory */
                wantsInventory?: (boolean|null);

                /** Welcome heartbeatMs */
                heartbeatMs?: (number|null);

                /** Welcome maxFrameBytes */
                maxFrameBytes?: (number|null);

                /** Welcome nowMs */
                nowMs?: (number|Long|null);

                /** Welcome credential */
                credential?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Welcome. */
            type $Shape = bmv.v1.Welcome.$Properties;
        }

        /**
         * Properties of an Ack.
         * @deprecated Use bmv.v1.Ack.$Properties instead.
         */
        interface IAck extends bmv.v1.Ack.$Properties {
        }

        /** Represents an Ack. */
        class Ack {

            /**
             * Constructs a new Ack.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Ack.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ack sequence. */
            sequence: (number|Long);

            /**
             * Encodes the specified Ack message. Does not implicitly {@link bmv.v1.Ack.verify|verify} messages.
             * @param message Ack message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Ack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Ack & bmv.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Ack & bmv.v1.Ack.$Shape;

            /**
             * Verifies an Ack message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates an Ack message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Ack
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Ack;

            /**
             * Creates a plain object from an Ack message. Also converts values to other types if specified.
             * @param message Ack
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Ack, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Ack to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Ack {

            /** Properties of an Ack. */
            interface $Properties {

                /** Ack sequence */
                sequence?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Ack. */
            type $Shape = bmv.v1.Ack.$Properties;
        }

        /**
         * Properties of a Refusal.
         * @deprecated Use bmv.v1.Refusal.$Properties instead.
         */
        interface IRefusal extends bmv.v1.Refusal.$Properties {
        }

        /** Represents a Refusal. */
        class Refusal {

            /**
             * Constructs a new Refusal.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Refusal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Refusal code. */
            code: string;

            /** Refusal message. */
            message: string;

            /** Refusal mayRetry. */
            mayRetry: boolean;

            /**
             * Encodes the specified Refusal message. Does not implicitly {@link bmv.v1.Refusal.verify|verify} messages.
             * @param message Refusal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Refusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Refusal message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Refusal & bmv.v1.Refusal.$Shape} Refusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Refusal & bmv.v1.Refusal.$Shape;

            /**
             * Verifies a Refusal message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Refusal message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Refusal
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Refusal;

            /**
             * Creates a plain object from a Refusal message. Also converts values to other types if specified.
             * @param message Refusal
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Refusal, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Refusal to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Refusal {

            /** Properties of a Refusal. */
            interface $Properties {

                /** Refusal code */
                code?: (string|null);

                /** Refusal message */
                message?: (string|null);

                /** Refusal mayRetry */
                mayRetry?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Refusal. */
            type $Shape = bmv.v1.Refusal.$Properties;
        }

        /**
         * Properties of a DesiredVolume.
         * @deprecated Use bmv.v1.DesiredVolume.$Properties instead.
         */
        interface IDesiredVolume extends bmv.v1.DesiredVolume.$Properties {
        }

        /** Represents a DesiredVolume. */
        class DesiredVolume {

            /**
             * Constructs a new DesiredVolume.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.DesiredVolume.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DesiredVolume id. */
            id: string;

            /** DesiredVolume name. */
            name: string;

            /** DesiredVolume project. */
            project: string;

            /** DesiredVolume state. */
            state: bmv.v1.VolumeState;

            /** DesiredVolume length. */
            length: (number|Long);

            /** DesiredVolume disks. */
            disks: string[];

            /** DesiredVolume filesystem. */
            filesystem: bmv.v1.Filesystem;

            /** DesiredVolume label. */
            label: string;

            /** DesiredVolume mountPoint. */
            mountPoint: string;

            /** DesiredVolume erase. */
            erase: bmv.v1.ErasureMethod;

            /** DesiredVolume adopt. */
            adopt: boolean;

            /** DesiredVolume tell. */
            tell: bmv.v1.TellWay[];

            /** DesiredVolume encryption. */
            encryption: bmv.v1.Encryption;

            /**
             * Encodes the specified DesiredVolume message. Does not implicitly {@link bmv.v1.DesiredVolume.verify|verify} messages.
             * @param message DesiredVolume message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.DesiredVolume.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DesiredVolume message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.DesiredVolume & bmv.v1.DesiredVolume.$Shape} DesiredVolume
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.DesiredVolume & bmv.v1.DesiredVolume.$Shape;

            /**
             * Verifies a DesiredVolume message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a DesiredVolume message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns DesiredVolume
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.DesiredVolume;

            /**
             * Creates a plain object from a DesiredVolume message. Also converts values to other types if specified.
             * @param message DesiredVolume
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.DesiredVolume, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this DesiredVolume to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace DesiredVolume {

            /** Properties of a DesiredVolume. */
            interface $Properties {

                /** DesiredVolume id */
                id?: (string|null);

                /** DesiredVolume name */
                name?: (string|null);

                /** DesiredVolume project */
                project?: (string|null);

                /** DesiredVolume state */
                state?: (bmv.v1.VolumeState|null);

                /** DesiredVolume length */
                length?: (number|Long|null);

                /** DesiredVolume disks */
                disks?: (string[]|null);

                /** DesiredVolume filesystem */
                filesystem?: (bmv.v1.Filesystem|null);

                /** DesiredVolume label */
                label?: (string|null);

                /** DesiredVolume mountPoint */
                mountPoint?: (string|null);

                /** DesiredVolume erase */
                erase?: (bmv.v1.ErasureMethod|null);

                /** DesiredVolume adopt */
                adopt?: (boolean|null);

                /** DesiredVolume tell */
                tell?: (bmv.v1.TellWay[]|null);

                /** DesiredVolume encryption */
                encryption?: (bmv.v1.Encryption|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DesiredVolume. */
            type $Shape = bmv.v1.DesiredVolume.$Properties;
        }

        /**
         * Properties of a DesiredVolumes.
         * @deprecated Use bmv.v1.DesiredVolumes.$Properties instead.
         */
        interface IDesiredVolumes extends bmv.v1.DesiredVolumes.$Properties {
        }

        /** Represents a DesiredVolumes. */
        class DesiredVolumes {

            /**
             * Constructs a new DesiredVolumes.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.DesiredVolumes.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DesiredVolumes revision. */
            revision: (number|Long);

            /** DesiredVolumes volumes. */
            volumes: bmv.v1.DesiredVolume.$Properties[];

            /**
             * Encodes the specified DesiredVolumes message. Does not implicitly {@link bmv.v1.DesiredVolumes.verify|verify} messages.
             * @param message DesiredVolumes message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.DesiredVolumes.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DesiredVolumes message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.DesiredVolumes & bmv.v1.DesiredVolumes.$Shape} DesiredVolumes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.DesiredVolumes & bmv.v1.DesiredVolumes.$Shape;

            /**
             * Verifies a DesiredVolumes message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a DesiredVolumes message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns DesiredVolumes
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.DesiredVolumes;

            /**
             * Creates a plain object from a DesiredVolumes message. Also converts values to other types if specified.
             * @param message DesiredVolumes
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.DesiredVolumes, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this DesiredVolumes to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace DesiredVolumes {

            /** Properties of a DesiredVolumes. */
            interface $Properties {

                /** DesiredVolumes revision */
                revision?: (number|Long|null);

                /** DesiredVolumes volumes */
                volumes?: (bmv.v1.DesiredVolume.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DesiredVolumes. */
            type $Shape = bmv.v1.DesiredVolumes.$Properties;
        }

        /**
         * Properties of a PermissionRequest.
         * @deprecated Use bmv.v1.PermissionRequest.$Properties instead.
         */
        interface IPermissionRequest extends bmv.v1.PermissionRequest.$Properties {
        }

        /** Represents a PermissionRequest. */
        class PermissionRequest {

            /**
             * Constructs a new PermissionRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.PermissionRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PermissionRequest id. */
            id: (number|Long);

            /** PermissionRequest run. */
            run: string;

            /** PermissionRequest step. */
            step: string;

            /** PermissionRequest kind. */
            kind: bmv.v1.StepKind;

            /** PermissionRequest nodeUuid. */
            nodeUuid: string;

            /** PermissionRequest instanceUuid. */
            instanceUuid: string;

            /** PermissionRequest project. */
            project: string;

            /**
             * Encodes the specified PermissionRequest message. Does not implicitly {@link bmv.v1.PermissionRequest.verify|verify} messages.
             * @param message PermissionRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.PermissionRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PermissionRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.PermissionRequest & bmv.v1.PermissionRequest.$Shape} PermissionRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.PermissionRequest & bmv.v1.PermissionRequest.$Shape;

            /**
             * Verifies a PermissionRequest message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a PermissionRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns PermissionRequest
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.PermissionRequest;

            /**
             * Creates a plain object from a PermissionRequest message. Also converts values to other types if specified.
             * @param message PermissionRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.PermissionRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this PermissionRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace PermissionRequest {

            /** Properties of a PermissionRequest. */
            interface $Properties {

                /** PermissionRequest id */
                id?: (number|Long|null);

                /** PermissionRequest run */
                run?: (string|null);

                /** PermissionRequest step */
                step?: (string|null);

                /** PermissionRequest kind */
                kind?: (bmv.v1.StepKind|null);

                /** PermissionRequest nodeUuid */
                nodeUuid?: (string|null);

                /** PermissionRequest instanceUuid */
                instanceUuid?: (string|null);

                /** PermissionRequest project */
                project?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PermissionRequest. */
            type $Shape = bmv.v1.PermissionRequest.$Properties;
        }

        /**
         * Properties of a PermissionAnswer.
         * @deprecated Use bmv.v1.PermissionAnswer.$Properties instead.
         */
        interface IPermissionAnswer extends bmv.v1.PermissionAnswer.$Properties {
        }

        /** Represents a PermissionAnswer. */
        class PermissionAnswer {

            /**
             * Constructs a new PermissionAnswer.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.PermissionAnswer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PermissionAnswer id. */
            id: (number|Long);

            /** PermissionAnswer allowed. */
            allowed: boolean;

            /** PermissionAnswer reason. */
            reason: string;

            /** PermissionAnswer desired. */
            desired?: (bmv.v1.DesiredVolumes.$Properties|null);

            /**
             * Encodes the specified PermissionAnswer message. Does not implicitly {@link bmv.v1.PermissionAnswer.verify|verify} messages.
             * @param message PermissionAnswer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.PermissionAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PermissionAnswer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.PermissionAnswer & bmv.v1.PermissionAnswer.$Shape} PermissionAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.PermissionAnswer & bmv.v1.PermissionAnswer.$Shape;

            /**
             * Verifies a PermissionAnswer message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a PermissionAnswer message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns PermissionAnswer
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.PermissionAnswer;

            /**
             * Creates a plain object from a PermissionAnswer message. Also converts values to other types if specified.
             * @param message PermissionAnswer
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.PermissionAnswer, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this PermissionAnswer to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace PermissionAnswer {

            /** Properties of a PermissionAnswer. */
            interface $Properties {

                /** PermissionAnswer id */
                id?: (number|Long|null);

                /** PermissionAnswer allowed */
                allowed?: (boolean|null);

                /** PermissionAnswer reason */
                reason?: (string|null);

                /** PermissionAnswer desired */
                desired?: (bmv.v1.DesiredVolumes.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PermissionAnswer. */
            type $Shape = bmv.v1.PermissionAnswer.$Properties;
        }

        /**
         * Properties of a KeyRequest.
         * @deprecated Use bmv.v1.KeyRequest.$Properties instead.
         */
        interface IKeyRequest extends bmv.v1.KeyRequest.$Properties {
        }

        /** Represents a KeyRequest. */
        class KeyRequest {

            /**
             * Constructs a new KeyRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.KeyRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KeyRequest id. */
            id: (number|Long);

            /** KeyRequest run. */
            run: string;

            /** KeyRequest volumeId. */
            volumeId: string;

            /**
             * Encodes the specified KeyRequest message. Does not implicitly {@link bmv.v1.KeyRequest.verify|verify} messages.
             * @param message KeyRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.KeyRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeyRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.KeyRequest & bmv.v1.KeyRequest.$Shape} KeyRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.KeyRequest & bmv.v1.KeyRequest.$Shape;

            /**
             * Verifies a KeyRequest message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a KeyRequest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns KeyRequest
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.KeyRequest;

            /**
             * Creates a plain object from a KeyRequest message. Also converts values to other types if specified.
             * @param message KeyRequest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.KeyRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this KeyRequest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace KeyRequest {

            /** Properties of a KeyRequest. */
            interface $Properties {

                /** KeyRequest id */
                id?: (number|Long|null);

                /** KeyRequest run */
                run?: (string|null);

                /** KeyRequest volumeId */
                volumeId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeyRequest. */
            type $Shape = bmv.v1.KeyRequest.$Properties;
        }

        /**
         * Properties of a KeyAnswer.
         * @deprecated Use bmv.v1.KeyAnswer.$Properties instead.
         */
        interface IKeyAnswer extends bmv.v1.KeyAnswer.$Properties {
        }

        /** Represents a KeyAnswer. */
        class KeyAnswer {

            /**
             * Constructs a new KeyAnswer.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.KeyAnswer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KeyAnswer id. */
            id: (number|Long);

            /** KeyAnswer allowed. */
            allowed: boolean;

            /** KeyAnswer reason. */
            reason: string;

            /** KeyAnswer key. */
            key: Uint8Array;

            /**
             * Encodes the specified KeyAnswer message. Does not implicitly {@link bmv.v1.KeyAnswer.verify|verify} messages.
             * @param message KeyAnswer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.KeyAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeyAnswer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.KeyAnswer & bmv.v1.KeyAnswer.$Shape} KeyAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.KeyAnswer & bmv.v1.KeyAnswer.$Shape;

            /**
             * Verifies a KeyAnswer message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a KeyAnswer message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns KeyAnswer
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.KeyAnswer;

            /**
             * Creates a plain object from a KeyAnswer message. Also converts values to other types if specified.
             * @param message KeyAnswer
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.KeyAnswer, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this KeyAnswer to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace KeyAnswer {

            /** Properties of a KeyAnswer. */
            interface $Properties {

                /** KeyAnswer id */
                id?: (number|Long|null);

                /** KeyAnswer allowed */
                allowed?: (boolean|null);

                /** KeyAnswer reason */
                reason?: (string|null);

                /** KeyAnswer key */
                key?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeyAnswer. */
            type $Shape = bmv.v1.KeyAnswer.$Properties;
        }

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

        /** TableKind enum. */
        enum TableKind {

            /** TABLE_KIND_UNSPECIFIED value */
            TABLE_KIND_UNSPECIFIED = 0,

            /** TABLE_KIND_NONE value */
            TABLE_KIND_NONE = 1,

            /** TABLE_KIND_GPT value */
            TABLE_KIND_GPT = 2,

            /** TABLE_KIND_MBR value */
            TABLE_KIND_MBR = 3,

            /** TABLE_KIND_HYBRID value */
            TABLE_KIND_HYBRID = 4,

            /** TABLE_KIND_DAMAGED value */
            TABLE_KIND_DAMAGED = 5
        }

        /** Severity enum. */
        enum Severity {

            /** SEVERITY_UNSPECIFIED value */
            SEVERITY_UNSPECIFIED = 0,

            /** SEVERITY_NOTE value */
            SEVERITY_NOTE = 1,

            /** SEVERITY_REPAIR value */
            SEVERITY_REPAIR = 2,

            /** SEVERITY_REFUSE value */
            SEVERITY_REFUSE = 3
        }

        /**
         * Properties of a Verdict.
         * @deprecated Use bmv.v1.Verdict.$Properties instead.
         */
        interface IVerdict extends bmv.v1.Verdict.$Properties {
        }

        /** Represents a Verdict. */
        class Verdict {

            /**
             * Constructs a new Verdict.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Verdict.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Verdict code. */
            code: string;

            /** Verdict severity. */
            severity: bmv.v1.Severity;

            /** Verdict message. */
            message: string;

            /**
             * Encodes the specified Verdict message. Does not implicitly {@link bmv.v1.Verdict.verify|verify} messages.
             * @param message Verdict message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Verdict.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Verdict message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Verdict & bmv.v1.Verdict.$Shape} Verdict
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Verdict & bmv.v1.Verdict.$Shape;

            /**
             * Verifies a Verdict message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Verdict message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Verdict
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Verdict;

            /**
             * Creates a plain object from a Verdict message. Also converts values to other types if specified.
             * @param message Verdict
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Verdict, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Verdict to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Verdict {

            /** Properties of a Verdict. */
            interface $Properties {

                /** Verdict code */
                code?: (string|null);

                /** Verdict severity */
                severity?: (bmv.v1.Severity|null);

                /** Verdict message */
                message?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Verdict. */
            type $Shape = bmv.v1.Verdict.$Properties;
        }

        /**
         * Properties of an Extent.
         * @deprecated Use bmv.v1.Extent.$Properties instead.
         */
        interface IExtent extends bmv.v1.Extent.$Properties {
        }

        /** Represents an Extent. */
        class Extent {

            /**
             * Constructs a new Extent.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Extent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Extent offset. */
            offset: (number|Long);

            /** Extent length. */
            length: (number|Long);

            /**
             * Encodes the specified Extent message. Does not implicitly {@link bmv.v1.Extent.verify|verify} messages.
             * @param message Extent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Extent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Extent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Extent & bmv.v1.Extent.$Shape} Extent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Extent & bmv.v1.Extent.$Shape;

            /**
             * Verifies an Extent message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates an Extent message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Extent
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Extent;

            /**
             * Creates a plain object from an Extent message. Also converts values to other types if specified.
             * @param message Extent
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Extent, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Extent to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Extent {

            /** Properties of an Extent. */
            interface $Properties {

                /** Extent offset */
                offset?: (number|Long|null);

                /** Extent length */
                length?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Extent. */
            type $Shape = bmv.v1.Extent.$Properties;
        }

        /**
         * Properties of a Partition.
         * @deprecated Use bmv.v1.Partition.$Properties instead.
         */
        interface IPartition extends bmv.v1.Partition.$Properties {
        }

        /** Represents a Partition. */
        class Partition {

            /**
             * Constructs a new Partition.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Partition.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Partition number. */
            number: number;

            /** Partition guid. */
            guid: string;

            /** Partition typeGuid. */
            typeGuid: string;

            /** Partition name. */
            name: string;

            /** Partition offset. */
            offset: (number|Long);

            /** Partition length. */
            length: (number|Long);

            /** Partition filesystem. */
            filesystem: string;

            /** Partition filesystemLabel. */
            filesystemLabel: string;

            /**
             * Encodes the specified Partition message. Does not implicitly {@link bmv.v1.Partition.verify|verify} messages.
             * @param message Partition message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Partition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Partition message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Partition & bmv.v1.Partition.$Shape} Partition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Partition & bmv.v1.Partition.$Shape;

            /**
             * Verifies a Partition message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Partition message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Partition
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Partition;

            /**
             * Creates a plain object from a Partition message. Also converts values to other types if specified.
             * @param message Partition
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Partition, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Partition to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Partition {

            /** Properties of a Partition. */
            interface $Properties {

                /** Partition number */
                number?: (number|null);

                /** Partition guid */
                guid?: (string|null);

                /** Partition typeGuid */
                typeGuid?: (string|null);

                /** Partition name */
                name?: (string|null);

                /** Partition offset */
                offset?: (number|Long|null);

                /** Partition length */
                length?: (number|Long|null);

                /** Partition filesystem */
                filesystem?: (string|null);

                /** Partition filesystemLabel */
                filesystemLabel?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Partition. */
            type $Shape = bmv.v1.Partition.$Properties;
        }

        /**
         * Properties of a Volume.
         * @deprecated Use bmv.v1.Volume.$Properties instead.
         */
        interface IVolume extends bmv.v1.Volume.$Properties {
        }

        /** Represents a Volume. */
        class Volume {

            /**
             * Constructs a new Volume.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Volume.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Volume id. */
            id: string;

            /** Volume name. */
            name: string;

            /** Volume project. */
            project: string;

            /** Volume state. */
            state: bmv.v1.VolumeState;

            /** Volume offset. */
            offset: (number|Long);

            /** Volume length. */
            length: (number|Long);

            /** Volume number. */
            number: number;

            /** Volume filesystem. */
            filesystem: bmv.v1.Filesystem;

            /** Volume label. */
            label: string;

            /** Volume mountPoint. */
            mountPoint: string;

            /** Volume createdAtMs. */
            createdAtMs: (number|Long);

            /** Volume proof. */
            proof?: (bmv.v1.Proof.$Properties|null);

            /** Volume tell. */
            tell: bmv.v1.TellWay[];

            /** Volume bootable. */
            bootable: boolean;

            /** Volume imageName. */
            imageName: string;

            /** Volume imageChecksum. */
            imageChecksum: string;

            /** Volume encryption. */
            encryption: bmv.v1.Encryption;

            /**
             * Encodes the specified Volume message. Does not implicitly {@link bmv.v1.Volume.verify|verify} messages.
             * @param message Volume message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Volume.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Volume message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Volume & bmv.v1.Volume.$Shape} Volume
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Volume & bmv.v1.Volume.$Shape;

            /**
             * Verifies a Volume message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Volume message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Volume
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Volume;

            /**
             * Creates a plain object from a Volume message. Also converts values to other types if specified.
             * @param message Volume
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Volume, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Volume to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Volume {

            /** Properties of a Volume. */
            interface $Properties {

                /** Volume id */
                id?: (string|null);

                /** Volume name */
                name?: (string|null);

                /** Volume project */
                project?: (string|null);

                /** Volume state */
                state?: (bmv.v1.VolumeState|null);

                /** Volume offset */
                offset?: (number|Long|null);

                /** Volume length */
                length?: (number|Long|null);

                /** Volume number */
                number?: (number|null);

                /** Volume filesystem */
                filesystem?: (bmv.v1.Filesystem|null);

                /** Volume label */
                label?: (string|null);

                /** Volume mountPoint */
                mountPoint?: (string|null);

                /** Volume createdAtMs */
                createdAtMs?: (number|Long|null);

                /** Volume proof */
                proof?: (bmv.v1.Proof.$Properties|null);

                /** Volume tell */
                tell?: (bmv.v1.TellWay[]|null);

                /** Volume bootable */
                bootable?: (boolean|null);

                /** Volume imageName */
                imageName?: (string|null);

                /** Volume imageChecksum */
                imageChecksum?: (string|null);

                /** Volume encryption */
                encryption?: (bmv.v1.Encryption|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Volume. */
            type $Shape = bmv.v1.Volume.$Properties;
        }

        /**
         * Properties of an OpenOperation.
         * @deprecated Use bmv.v1.OpenOperation.$Properties instead.
         */
        interface IOpenOperation extends bmv.v1.OpenOperation.$Properties {
        }

        /** Represents an OpenOperation. */
        class OpenOperation {

            /**
             * Constructs a new OpenOperation.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.OpenOperation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OpenOperation operation. */
            operation: bmv.v1.JournalOperation;

            /** OpenOperation phase. */
            phase: bmv.v1.JournalPhase;

            /** OpenOperation startedAtMs. */
            startedAtMs: (number|Long);

            /** OpenOperation imageName. */
            imageName: string;

            /**
             * Encodes the specified OpenOperation message. Does not implicitly {@link bmv.v1.OpenOperation.verify|verify} messages.
             * @param message OpenOperation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.OpenOperation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OpenOperation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.OpenOperation & bmv.v1.OpenOperation.$Shape} OpenOperation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.OpenOperation & bmv.v1.OpenOperation.$Shape;

            /**
             * Verifies an OpenOperation message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates an OpenOperation message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns OpenOperation
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.OpenOperation;

            /**
             * Creates a plain object from an OpenOperation message. Also converts values to other types if specified.
             * @param message OpenOperation
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.OpenOperation, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this OpenOperation to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace OpenOperation {

            /** Properties of an OpenOperation. */
            interface $Properties {

                /** OpenOperation operation */
                operation?: (bmv.v1.JournalOperation|null);

                /** OpenOperation phase */
                phase?: (bmv.v1.JournalPhase|null);

                /** OpenOperation startedAtMs */
                startedAtMs?: (number|Long|null);

                /** OpenOperation imageName */
                imageName?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OpenOperation. */
            type $Shape = bmv.v1.OpenOperation.$Properties;
        }

        /**
         * Properties of a Disk.
         * @deprecated Use bmv.v1.Disk.$Properties instead.
         */
        interface IDisk extends bmv.v1.Disk.$Properties {
        }

        /** Represents a Disk. */
        class Disk {

            /**
             * Constructs a new Disk.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Disk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Disk device. */
            device: string;

            /** Disk identity. */
            identity?: (bmv.v1.DiskIdentity.$Properties|null);

            /** Disk model. */
            model?: (string|null);

            /** Disk vendor. */
            vendor?: (string|null);

            /** Disk transport. */
            transport?: (string|null);

            /** Disk rotational. */
            rotational?: (boolean|null);

            /** Disk readOnly. */
            readOnly: boolean;

            /** Disk table. */
            table: bmv.v1.TableKind;

            /** Disk verdicts. */
            verdicts: bmv.v1.Verdict.$Properties[];

            /** Disk partitions. */
            partitions: bmv.v1.Partition.$Properties[];

            /** Disk volumes. */
            volumes: bmv.v1.Volume.$Properties[];

            /** Disk free. */
            free: bmv.v1.Extent.$Properties[];

            /** Disk catalogGeneration. */
            catalogGeneration?: (number|Long|null);

            /** Disk openOperation. */
            openOperation?: (bmv.v1.OpenOperation.$Properties|null);

            /** Disk wholeDisk. */
            wholeDisk: string;

            /**
             * Encodes the specified Disk message. Does not implicitly {@link bmv.v1.Disk.verify|verify} messages.
             * @param message Disk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Disk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Disk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Disk & bmv.v1.Disk.$Shape} Disk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Disk & bmv.v1.Disk.$Shape;

            /**
             * Verifies a Disk message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Disk message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Disk
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Disk;

            /**
             * Creates a plain object from a Disk message. Also converts values to other types if specified.
             * @param message Disk
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Disk, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Disk to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Disk {

            /** Properties of a Disk. */
            interface $Properties {

                /** Disk device */
                device?: (string|null);

                /** Disk identity */
                identity?: (bmv.v1.DiskIdentity.$Properties|null);

                /** Disk model */
                model?: (string|null);

                /** Disk vendor */
                vendor?: (string|null);

                /** Disk transport */
                transport?: (string|null);

                /** Disk rotational */
                rotational?: (boolean|null);

                /** Disk readOnly */
                readOnly?: (boolean|null);

                /** Disk table */
                table?: (bmv.v1.TableKind|null);

                /** Disk verdicts */
                verdicts?: (bmv.v1.Verdict.$Properties[]|null);

                /** Disk partitions */
                partitions?: (bmv.v1.Partition.$Properties[]|null);

                /** Disk volumes */
                volumes?: (bmv.v1.Volume.$Properties[]|null);

                /** Disk free */
                free?: (bmv.v1.Extent.$Properties[]|null);

                /** Disk catalogGeneration */
                catalogGeneration?: (number|Long|null);

                /** Disk openOperation */
                openOperation?: (bmv.v1.OpenOperation.$Properties|null);

                /** Disk wholeDisk */
                wholeDisk?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Disk. */
            type $Shape = bmv.v1.Disk.$Properties;
        }

        /**
         * Properties of an UnreadableDisk.
         * @deprecated Use bmv.v1.UnreadableDisk.$Properties instead.
         */
        interface IUnreadableDisk extends bmv.v1.UnreadableDisk.$Properties {
        }

        /** Represents an UnreadableDisk. */
        class UnreadableDisk {

            /**
             * Constructs a new UnreadableDisk.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.UnreadableDisk.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** UnreadableDisk device. */
            device: string;

            /** UnreadableDisk code. */
            code: string;

            /** UnreadableDisk message. */
            message: string;

            /**
             * Encodes the specified UnreadableDisk message. Does not implicitly {@link bmv.v1.UnreadableDisk.verify|verify} messages.
             * @param message UnreadableDisk message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.UnreadableDisk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an UnreadableDisk message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.UnreadableDisk & bmv.v1.UnreadableDisk.$Shape} UnreadableDisk
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.UnreadableDisk & bmv.v1.UnreadableDisk.$Shape;

            /**
             * Verifies an UnreadableDisk message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates an UnreadableDisk message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns UnreadableDisk
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.UnreadableDisk;

            /**
             * Creates a plain object from an UnreadableDisk message. Also converts values to other types if specified.
             * @param message UnreadableDisk
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.UnreadableDisk, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this UnreadableDisk to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace UnreadableDisk {

            /** Properties of an UnreadableDisk. */
            interface $Properties {

                /** UnreadableDisk device */
                device?: (string|null);

                /** UnreadableDisk code */
                code?: (string|null);

                /** UnreadableDisk message */
                message?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an UnreadableDisk. */
            type $Shape = bmv.v1.UnreadableDisk.$Properties;
        }

        /**
         * Properties of an Inventory.
         * @deprecated Use bmv.v1.Inventory.$Properties instead.
         */
        interface IInventory extends bmv.v1.Inventory.$Properties {
        }

        /** Represents an Inventory. */
        class Inventory {

            /**
             * Constructs a new Inventory.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Inventory.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Inventory takenAtMs. */
            takenAtMs: (number|Long);

            /** Inventory disks. */
            disks: bmv.v1.Disk.$Properties[];

            /** Inventory unreadable. */
            unreadable: bmv.v1.UnreadableDisk.$Properties[];

            /**
             * Encodes the specified Inventory message. Does not implicitly {@link bmv.v1.Inventory.verify|verify} messages.
             * @param message Inventory message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Inventory.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Inventory message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Inventory & bmv.v1.Inventory.$Shape} Inventory
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Inventory & bmv.v1.Inventory.$Shape;

            /**
             * Verifies an Inventory message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates an Inventory message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Inventory
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Inventory;

            /**
             * Creates a plain object from an Inventory message. Also converts values to other types if specified.
             * @param message Inventory
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Inventory, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Inventory to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Inventory {

            /** Properties of an Inventory. */
            interface $Properties {

                /** Inventory takenAtMs */
                takenAtMs?: (number|Long|null);

                /** Inventory disks */
                disks?: (bmv.v1.Disk.$Properties[]|null);

                /** Inventory unreadable */
                unreadable?: (bmv.v1.UnreadableDisk.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Inventory. */
            type $Shape = bmv.v1.Inventory.$Properties;
        }

        /** VolumeChange enum. */
        enum VolumeChange {

            /** VOLUME_CHANGE_UNSPECIFIED value */
            VOLUME_CHANGE_UNSPECIFIED = 0,

            /** VOLUME_CHANGE_CREATED value */
            VOLUME_CHANGE_CREATED = 1,

            /** VOLUME_CHANGE_ADOPTED value */
            VOLUME_CHANGE_ADOPTED = 2,

            /** VOLUME_CHANGE_EXTENDED value */
            VOLUME_CHANGE_EXTENDED = 3,

            /** VOLUME_CHANGE_RELEASED value */
            VOLUME_CHANGE_RELEASED = 4,

            /** VOLUME_CHANGE_VERIFIED value */
            VOLUME_CHANGE_VERIFIED = 5,

            /** VOLUME_CHANGE_ALTERED value */
            VOLUME_CHANGE_ALTERED = 6,

            /** VOLUME_CHANGE_FOUND value */
            VOLUME_CHANGE_FOUND = 7,

            /** VOLUME_CHANGE_LOST value */
            VOLUME_CHANGE_LOST = 8,

            /** VOLUME_CHANGE_RECOVERED value */
            VOLUME_CHANGE_RECOVERED = 9
        }

        /** ErasureMethod enum. */
        enum ErasureMethod {

            /** ERASURE_METHOD_UNSPECIFIED value */
            ERASURE_METHOD_UNSPECIFIED = 0,

            /** ERASURE_METHOD_NONE value */
            ERASURE_METHOD_NONE = 1,

            /** ERASURE_METHOD_METADATA value */
            ERASURE_METHOD_METADATA = 2,

            /** ERASURE_METHOD_ZERO value */
            ERASURE_METHOD_ZERO = 3,

            /** ERASURE_METHOD_DISCARD value */
            ERASURE_METHOD_DISCARD = 4,

            /** ERASURE_METHOD_CRYPTO value */
            ERASURE_METHOD_CRYPTO = 5
        }

        /**
         * Properties of an Erasure.
         * @deprecated Use bmv.v1.Erasure.$Properties instead.
         */
        interface IErasure extends bmv.v1.Erasure.$Properties {
        }

        /** Represents an Erasure. */
        class Erasure {

            /**
             * Constructs a new Erasure.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.Erasure.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Erasure method. */
            method: bmv.v1.ErasureMethod;

            /** Erasure bytesErased. */
            bytesErased: (number|Long);

            /** Erasure bytesReadBack. */
            bytesReadBack: (number|Long);

            /**
             * Encodes the specified Erasure message. Does not implicitly {@link bmv.v1.Erasure.verify|verify} messages.
             * @param message Erasure message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.Erasure.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Erasure message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.Erasure & bmv.v1.Erasure.$Shape} Erasure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.Erasure & bmv.v1.Erasure.$Shape;

            /**
             * Verifies an Erasure message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates an Erasure message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Erasure
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.Erasure;

            /**
             * Creates a plain object from an Erasure message. Also converts values to other types if specified.
             * @param message Erasure
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.Erasure, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Erasure to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace Erasure {

            /** Properties of an Erasure. */
            interface $Properties {

                /** Erasure method */
                method?: (bmv.v1.ErasureMethod|null);

                /** Erasure bytesErased */
                bytesErased?: (number|Long|null);

                /** Erasure bytesReadBack */
                bytesReadBack?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Erasure. */
            type $Shape = bmv.v1.Erasure.$Properties;
        }

        /**
         * Properties of a VolumeEvent.
         * @deprecated Use bmv.v1.VolumeEvent.$Properties instead.
         */
        interface IVolumeEvent extends bmv.v1.VolumeEvent.$Properties {
        }

        /** Represents a VolumeEvent. */
        class VolumeEvent {

            /**
             * Constructs a new VolumeEvent.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.VolumeEvent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** VolumeEvent change. */
            change: bmv.v1.VolumeChange;

            /** VolumeEvent atMs. */
            atMs: (number|Long);

            /** VolumeEvent volume. */
            volume?: (bmv.v1.Volume.$Properties|null);

            /** VolumeEvent disk. */
            disk?: (bmv.v1.DiskIdentity.$Properties|null);

            /** VolumeEvent run. */
            run: string;

            /** VolumeEvent erasure. */
            erasure?: (bmv.v1.Erasure.$Properties|null);

            /**
             * Encodes the specified VolumeEvent message. Does not implicitly {@link bmv.v1.VolumeEvent.verify|verify} messages.
             * @param message VolumeEvent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.VolumeEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a VolumeEvent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.VolumeEvent & bmv.v1.VolumeEvent.$Shape} VolumeEvent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.VolumeEvent & bmv.v1.VolumeEvent.$Shape;

            /**
             * Verifies a VolumeEvent message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a VolumeEvent message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns VolumeEvent
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.VolumeEvent;

            /**
             * Creates a plain object from a VolumeEvent message. Also converts values to other types if specified.
             * @param message VolumeEvent
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.VolumeEvent, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this VolumeEvent to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace VolumeEvent {

            /** Properties of a VolumeEvent. */
            interface $Properties {

                /** VolumeEvent change */
                change?: (bmv.v1.VolumeChange|null);

                /** VolumeEvent atMs */
                atMs?: (number|Long|null);

                /** VolumeEvent volume */
                volume?: (bmv.v1.Volume.$Properties|null);

                /** VolumeEvent disk */
                disk?: (bmv.v1.DiskIdentity.$Properties|null);

                /** VolumeEvent run */
                run?: (string|null);

                /** VolumeEvent erasure */
                erasure?: (bmv.v1.Erasure.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a VolumeEvent. */
            type $Shape = bmv.v1.VolumeEvent.$Properties;
        }

        /** StepKind enum. */
        enum StepKind {

            /** STEP_KIND_UNSPECIFIED value */
            STEP_KIND_UNSPECIFIED = 0,

            /** STEP_KIND_CLEAN value */
            STEP_KIND_CLEAN = 1,

            /** STEP_KIND_DEPLOY value */
            STEP_KIND_DEPLOY = 2,

            /** STEP_KIND_SERVICE value */
            STEP_KIND_SERVICE = 3
        }

        /**
         * Properties of a StepStarted.
         * @deprecated Use bmv.v1.StepStarted.$Properties instead.
         */
        interface IStepStarted extends bmv.v1.StepStarted.$Properties {
        }

        /** Represents a StepStarted. */
        class StepStarted {

            /**
             * Constructs a new StepStarted.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.StepStarted.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepStarted run. */
            run: string;

            /** StepStarted step. */
            step: string;

            /** StepStarted kind. */
            kind: bmv.v1.StepKind;

            /** StepStarted atMs. */
            atMs: (number|Long);

            /**
             * Encodes the specified StepStarted message. Does not implicitly {@link bmv.v1.StepStarted.verify|verify} messages.
             * @param message StepStarted message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.StepStarted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepStarted message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.StepStarted & bmv.v1.StepStarted.$Shape} StepStarted
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.StepStarted & bmv.v1.StepStarted.$Shape;

            /**
             * Verifies a StepStarted message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a StepStarted message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns StepStarted
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.StepStarted;

            /**
             * Creates a plain object from a StepStarted message. Also converts values to other types if specified.
             * @param message StepStarted
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.StepStarted, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this StepStarted to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace StepStarted {

            /** Properties of a StepStarted. */
            interface $Properties {

                /** StepStarted run */
                run?: (string|null);

                /** StepStarted step */
                step?: (string|null);

                /** StepStarted kind */
                kind?: (bmv.v1.StepKind|null);

                /** StepStarted atMs */
                atMs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepStarted. */
            type $Shape = bmv.v1.StepStarted.$Properties;
        }

        /**
         * Properties of a StepProgress.
         * @deprecated Use bmv.v1.StepProgress.$Properties instead.
         */
        interface IStepProgress extends bmv.v1.StepProgress.$Properties {
        }

        /** Represents a StepProgress. */
        class StepProgress {

            /**
             * Constructs a new StepProgress.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.StepProgress.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepProgress run. */
            run: string;

            /** StepProgress phase. */
            phase: string;

            /** StepProgress doneBytes. */
            doneBytes: (number|Long);

            /** StepProgress totalBytes. */
            totalBytes?: (number|Long|null);

            /** StepProgress atMs. */
            atMs: (number|Long);

            /**
             * Encodes the specified StepProgress message. Does not implicitly {@link bmv.v1.StepProgress.verify|verify} messages.
             * @param message StepProgress message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.StepProgress.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepProgress message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.StepProgress & bmv.v1.StepProgress.$Shape} StepProgress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.StepProgress & bmv.v1.StepProgress.$Shape;

            /**
             * Verifies a StepProgress message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a StepProgress message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns StepProgress
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.StepProgress;

            /**
             * Creates a plain object from a StepProgress message. Also converts values to other types if specified.
             * @param message StepProgress
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.StepProgress, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this StepProgress to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace StepProgress {

            /** Properties of a StepProgress. */
            interface $Properties {

                /** StepProgress run */
                run?: (string|null);

                /** StepProgress phase */
                phase?: (string|null);

                /** StepProgress doneBytes */
                doneBytes?: (number|Long|null);

                /** StepProgress totalBytes */
                totalBytes?: (number|Long|null);

                /** StepProgress atMs */
                atMs?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepProgress. */
            type $Shape = bmv.v1.StepProgress.$Properties;
        }

        /**
         * Properties of a StepFailure.
         * @deprecated Use bmv.v1.StepFailure.$Properties instead.
         */
        interface IStepFailure extends bmv.v1.StepFailure.$Properties {
        }

        /** Represents a StepFailure. */
        class StepFailure {

            /**
             * Constructs a new StepFailure.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.StepFailure.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepFailure code. */
            code: string;

            /** StepFailure message. */
            message: string;

            /**
             * Encodes the specified StepFailure message. Does not implicitly {@link bmv.v1.StepFailure.verify|verify} messages.
             * @param message StepFailure message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.StepFailure.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepFailure message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.StepFailure & bmv.v1.StepFailure.$Shape} StepFailure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.StepFailure & bmv.v1.StepFailure.$Shape;

            /**
             * Verifies a StepFailure message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a StepFailure message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns StepFailure
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.StepFailure;

            /**
             * Creates a plain object from a StepFailure message. Also converts values to other types if specified.
             * @param message StepFailure
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.StepFailure, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this StepFailure to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace StepFailure {

            /** Properties of a StepFailure. */
            interface $Properties {

                /** StepFailure code */
                code?: (string|null);

                /** StepFailure message */
                message?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepFailure. */
            type $Shape = bmv.v1.StepFailure.$Properties;
        }

        /**
         * Properties of a StepFinished.
         * @deprecated Use bmv.v1.StepFinished.$Properties instead.
         */
        interface IStepFinished extends bmv.v1.StepFinished.$Properties {
        }

        /** Represents a StepFinished. */
        class StepFinished {

            /**
             * Constructs a new StepFinished.
             * @param [properties] Properties to set
             */
            constructor(properties?: bmv.v1.StepFinished.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StepFinished run. */
            run: string;

            /** StepFinished step. */
            step: string;

            /** StepFinished kind. */
            kind: bmv.v1.StepKind;

            /** StepFinished atMs. */
            atMs: (number|Long);

            /** StepFinished failure. */
            failure?: (bmv.v1.StepFailure.$Properties|null);

            /** StepFinished durationMs. */
            durationMs: (number|Long);

            /** StepFinished bytesWritten. */
            bytesWritten: (number|Long);

            /** StepFinished bytesDownloaded. */
            bytesDownloaded: (number|Long);

            /**
             * Encodes the specified StepFinished message. Does not implicitly {@link bmv.v1.StepFinished.verify|verify} messages.
             * @param message StepFinished message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bmv.v1.StepFinished.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StepFinished message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bmv.v1.StepFinished & bmv.v1.StepFinished.$Shape} StepFinished
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bmv.v1.StepFinished & bmv.v1.StepFinished.$Shape;

            /**
             * Verifies a StepFinished message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a StepFinished message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns StepFinished
             */
            static fromObject(object: { [k: string]: any }): bmv.v1.StepFinished;

            /**
             * Creates a plain object from a StepFinished message. Also converts values to other types if specified.
             * @param message StepFinished
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bmv.v1.StepFinished, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this StepFinished to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
        }

        namespace StepFinished {

            /** Properties of a StepFinished. */
            interface $Properties {

                /** StepFinished run */
                run?: (string|null);

                /** StepFinished step */
                step?: (string|null);

                /** StepFinished kind */
                kind?: (bmv.v1.StepKind|null);

                /** StepFinished atMs */
                atMs?: (number|Long|null);

                /** StepFinished failure */
                failure?: (bmv.v1.StepFailure.$Properties|null);

                /** StepFinished durationMs */
                durationMs?: (number|Long|null);

                /** StepFinished bytesWritten */
                bytesWritten?: (number|Long|null);

                /** StepFinished bytesDownloaded */
                bytesDownloaded?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StepFinished. */
            type $Shape = bmv.v1.StepFinished.$Properties;
        }
    }
}
