import { config } from 'zod'

// Imported before everything else: schemas look once, when they are made, whether they may compile themselves
// with eval. Our content policy forbids it, and even the attempt would be reported as a breach.
config({ jitless: true })
