import { createEmbedder } from '#intents/create-embedder.ts';
import { describeClassifier } from '../contract/classifier.contract.ts';
import { describeEmbedder } from '../contract/embedder.contract.ts';
import { shopClassifier } from './shop.ts';

describeClassifier({ name: 'offline classifier', create: shopClassifier });
describeEmbedder({ name: 'dictionary vectors', create: () => createEmbedder() });
