export { authority, type Certificate, certificateFor, type Validity } from '../../rehearsal/certificates.ts';
