/**
 * AWS's partitions and regions: the only place in this project that knows them. `aws-cdk-lib/region-info` knows them too,
 * but nothing of load balancers' zones, and functions can't load it; a test holds this list against it.
 */

/** Regions that share accounts' identities, domains and a console. */
export interface Partition {
  readonly name: string;
  readonly regions: RegExp;
  /** Names of AWS's endpoints and load balancers end in it. */
  readonly domainSuffix: string;
  /** Regional consoles have the region in front of it. */
  readonly console: string;
  /** Where Route 53 is, and where CloudTrail keeps its calls. */
  readonly route53: string;
}

/**
 * Without the isolated ones, whose consoles no link can reach.
 * Sources: `partitions.json` and Route 53's endpoints of the AWS SDKs; "AWS Management Console endpoints" in the AWS General Reference, and the
 * same of the European Sovereign Cloud and GovCloud.
 */
export const PARTITIONS: readonly Partition[] = [
  {
    name: 'aws-cn',
    regions: /^cn-[a-z]+-\d+$/,
    domainSuffix: 'amazonaws.com.cn',
    console: 'console.amazonaws.cn',
    route53: 'cn-northwest-1',
  },
  {
    name: 'aws-us-gov',
    regions: /^us-gov-[a-z]+-\d+$/,
    domainSuffix: 'amazonaws.com',
    console: 'console.amazonaws-us-gov.com',
    route53: 'us-gov-west-1',
  },
  {
    name: 'aws-eusc',
    regions: /^eusc-[a-z]+-[a-z]+-\d+$/,
    domainSuffix: 'amazonaws.eu',
    console: 'console.amazonaws-eusc.eu',
    route53: 'eusc-de-east-1',
  },
  {
    name: 'aws',
    regions: /^(?!cn-)[a-z]{2}-[a-z]+-\d+$/,
    domainSuffix: 'amazonaws.com',
    console: 'console.aws.amazon.com',
    route53: 'us-east-1',
  },
];

/** The partition of a region, also of one newer than this list; undefined for an isolated one, or no region at all. */
export function partitionOf(region: string): Partition | undefined {
  return PARTITIONS.find(({ regions }) => regions.test(region));
}

/** The hosted zones of the load balancers' DNS names in one region: what an alias record has to name. */
export interface LoadBalancerZones {
  readonly applicationOrClassic: string;
  readonly network: string;
}

/**
 * By region. Source: "Elastic Load Balancing endpoints and quotas", https://docs.aws.amazon.com/general/latest/gr/elb.html;
 * a region that is missing here is one that the page didn't list when this was written (November 2026).
 */
export const LOAD_BALANCER_ZONES: Readonly<Record<string, LoadBalancerZones>> = {
  'af-south-1': { applicationOrClassic: 'Z268VQBMOI5EKX', network: 'Z203XCE67M25HM' },
  'ap-east-1': { applicationOrClassic: 'Z3DQVH9N71FHZ0', network: 'Z12Y7K3UBGUAD1' },
  'ap-east-2': { applicationOrClassic: 'Z02789141MW7T1WBU19PO', network: 'Z09176273OC2HWIAUNYW' },
  'ap-northeast-1': { applicationOrClassic: 'Z14GRHDCWA56QT', network: 'Z31USIVHYNEOWT' },
  'ap-northeast-2': { applicationOrClassic: 'ZWKZPGTI48KDX', network: 'ZIBE1TIR4HY56' },
  'ap-northeast-3': { applicationOrClassic: 'Z5LXEXXYW11ES', network: 'Z1GWIQ4HH19I5X' },
  'ap-south-1': { applicationOrClassic: 'ZP97RAFLXTNZK', network: 'ZVDDRBQ08TROA' },
  'ap-south-2': { applicationOrClassic: 'Z0173938T07WNTVAEPZN', network: 'Z0711778386UTO08407HT' },
  'ap-southeast-1': { applicationOrClassic: 'Z1LMS91P8CMLE5', network: 'ZKVM4W9LS7TM' },
  'ap-southeast-2': { applicationOrClassic: 'Z1GM3OXH4ZPM65', network: 'ZCT6FZBF4DROD' },
  'ap-southeast-3': { applicationOrClassic: 'Z08888821HLRG5A9ZRTER', network: 'Z01971771FYVNCOVWJU1G' },
  'ap-southeast-4': { applicationOrClassic: 'Z09517862IB2WZLPXG76F', network: 'Z01156963G8MIIL7X90IV' },
  'ap-southeast-5': { applicationOrClassic: 'Z06010284QMVVW7WO5J', network: 'Z026317210H9ACVTRO6FB' },
  'ap-southeast-6': { applicationOrClassic: 'Z023301818UFJ50CIO0MV', network: 'Z01392953RKV2Q3RBP0KU' },
  'ap-southeast-7': { applicationOrClassic: 'Z0390008CMBRTHFGWBCB', network: 'Z054363131YWATEMWRG5L' },
  'ca-central-1': { applicationOrClassic: 'ZQSVJUPU6J1EY', network: 'Z2EPGBW3API2WT' },
  'ca-west-1': { applicationOrClassic: 'Z06473681N0SF6OS049SD', network: 'Z02754302KBB00W2LKWZ9' },
  'cn-north-1': { applicationOrClassic: 'Z1GDH35T77C1KE', network: 'Z3QFB96KMJ7ED6' },
  'cn-northwest-1': { applicationOrClassic: 'ZM7IZAIOVVDZF', network: 'ZQEIKTCZ8352D' },
  'eu-central-1': { applicationOrClassic: 'Z215JYRZR1TBD5', network: 'Z3F0SRJ5LGBH90' },
  'eu-central-2': { applicationOrClassic: 'Z06391101F2ZOEP8P5EB3', network: 'Z02239872DOALSIDCX66S' },
  'eu-north-1': { applicationOrClassic: 'Z23TAZ6LKFMNIO', network: 'Z1UDT6IFJ4EJM' },
  'eu-south-1': { applicationOrClassic: 'Z3ULH7SSC9OV64', network: 'Z23146JA1KNAFP' },
  'eu-south-2': { applicationOrClassic: 'Z0956581394HF5D5LXGAP', network: 'Z1011216NVTVYADP1SSV' },
  'eu-west-1': { applicationOrClassic: 'Z32O12XQLNTSW2', network: 'Z2IFOLAFXWLO4F' },
  'eu-west-2': { applicationOrClassic: 'ZHURV8PSTC4K8', network: 'ZD4D7Y8KGAS4G' },
  'eu-west-3': { applicationOrClassic: 'Z3Q77PNBQS71R4', network: 'Z1CMS0P5QUZ6D5' },
  'il-central-1': { applicationOrClassic: 'Z09170902867EHPV2DABU', network: 'Z0313266YDI6ZRHTGQY4' },
  'me-central-1': { applicationOrClassic: 'Z08230872XQRWHG2XF6I', network: 'Z00282643NTTLPANJJG2P' },
  'me-south-1': { applicationOrClassic: 'ZS929ML54UICD', network: 'Z3QSRYVP46NYYV' },
  'mx-central-1': { applicationOrClassic: 'Z023552324OKD1BB28BH5', network: 'Z02031231H3ID6HYJ9A7U' },
  'sa-east-1': { applicationOrClassic: 'Z2P70J7HTTTPLU', network: 'ZTK26PT1VY4CU' },
  'us-east-1': { applicationOrClassic: 'Z35SXDOTRQ7X7K', network: 'Z26RNL4JYFTOTI' },
  'us-east-2': { applicationOrClassic: 'Z3AADJGX6KTTL2', network: 'ZLMOA37VPKANP' },
  'us-gov-east-1': { applicationOrClassic: 'Z166TLBEWOO7G0', network: 'Z1ZSMQQ6Q24QQ8' },
  'us-gov-west-1': { applicationOrClassic: 'Z33AYJ8TM3BH4J', network: 'ZMG1MZ2THAWF1' },
  'us-west-1': { applicationOrClassic: 'Z368ELLRRE2KJ0', network: 'Z24FKFUX50B4VW' },
  'us-west-2': { applicationOrClassic: 'Z1H1FL5HABSF5', network: 'Z18D5FSROUN65G' },
};

/** Those of the table, for a look at names that people give. */
export const REGIONS: readonly string[] = Object.keys(LOAD_BALANCER_ZONES);

/** The hosted zone id of a load balancer's DNS name; undefined for a region that the table doesn't have. */
export function loadBalancerZoneId(
  region: string,
  family: 'network' | 'application-or-classic',
): string | undefined {
  const zones = Object.hasOwn(LOAD_BALANCER_ZONES, region) ? LOAD_BALANCER_ZONES[region] : undefined;
  return family === 'network' ? zones?.network : zones?.applicationOrClassic;
}
