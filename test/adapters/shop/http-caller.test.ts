import { createHttpCaller } from '#adapters/shop/http-caller.ts';
import { describeActionCaller } from '../../contract/action-caller.contract.ts';

describeActionCaller({ name: 'the HTTP caller', create: (variables) => createHttpCaller({ variable: (name) => variables[name] }) });
