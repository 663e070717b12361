/** The whole house, as house-file.md writes it, with its revision. */
import { call } from "./client.ts";
import type { Parts } from "./rules/house.ts";

export interface HouseCredential {
  lock: string; code?: number; fingerprint?: number; auth?: number; validFrom?: string; validUntil?: string; weekdays?: string[]; from?: string; until?: string;
}

export interface HouseRelay { name: string; longestOnMs?: number; pin?: number }

export interface House extends Partial<Parts> {
  [part: string]: unknown; persons?: { name: string; credentials?: HouseCredential[] }[]; locks?: { name: string; id: string }[]; relays?: HouseRelay[];
  targets?: { address: string; port?: number; user: string; basic?: boolean }[]; publicTargets?: boolean;
}

export interface ReadHouse { house: House; revision: string }

export async function readHouse(): Promise<ReadHouse> {
  const answer = await call("GET", "/api/house");
  return { house: answer.json as House, revision: (answer.etag ?? "").replace(/^W\/|"/g, "") };
}
