/** The metrics page for Prometheus: what is in which state, and what each request took. */

import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Store } from '../gateway/ports.ts';

export interface Metrics {
  page(): Promise<{ contentType: string; text: string }>;
  /** Takes one answered request. */
  observe(method: string, status: number, seconds: number): void;
}

export function createMetrics(store: Store): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const states = new Gauge({
    name: 'dragoman_records',
    help: 'Transmissions, documents, deliveries and acknowledgments by state.',
    labelNames: ['what', 'state'],
    registers: [register],
    async collect() {
      this.reset();
      for (const { what, state, count } of await store.counts()) this.set({ what, state }, count);
    },
  });
  void states;
  const requests = new Histogram({
    name: 'dragoman_http_request_seconds',
    help: 'Time to answer HTTP requests.',
    labelNames: ['method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [register],
  });
  return {
    page: async () => ({ contentType: register.contentType, text: await register.metrics() }),
    observe: (method, status, seconds) => requests.observe({ method, status: String(status) }, seconds),
  };
}
