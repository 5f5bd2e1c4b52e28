export {
  authority,
  type Certificate,
  certificateFor,
  type Validity,
} from '../../rehearsal/tools/certificates.ts';
