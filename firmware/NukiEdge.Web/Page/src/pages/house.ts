/** The whole house, as house-file.md writes it, with its revision. */
import { call } from "../client.ts";
import type { Rule, Scene } from "./sentence.ts";

export interface HouseCredential {
  lock: string; code?: number; fingerprint?: number; auth?: number; validFrom?: string; validUntil?: string; weekdays?: string[]; from?: string; until?: string;
}

export interface HouseRelay { name: string; longestOnMs?: number; pin?: number }

export interface House {
  [part: string]: unknown; persons?: { name: string; credentials?: HouseCredential[] }[]; locks?: { name: string; id: string }[];
  relays?: HouseRelay[]; scenes?: Scene[]; rules?: Rule[];
}

export async function readHouse(): Promise<{ house: House; revision: string }> {
  const answer = await call("GET", "/api/house");
  return { house: answer.json as House, revision: (answer.etag ?? "").replace(/^W\/|"/g, "") };
}
