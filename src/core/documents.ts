// The canonical documents as types: generated from schemas/canonical by src/build/documents.ts; do not edit.

/** Version of the canonical vocabulary. */
export type Version = '1';

/** An exact decimal number as text. */
export type Decimal = string;

/** A calendar date, YYYY-MM-DD. */
export type CalendarDate = string;

/** A time of day, HH:MM with optional seconds, and its offset from UTC where the sender said one; local without. */
export type Time = string;

/** A currency, ISO 4217. */
export type Currency = string;

/** A country, ISO 3166-1 alpha-2, or the value as sent after its prefix. */
export type Country = string;

/** A language, ISO 639, in the letter case it was sent in. */
export type Language = string;

/** A unit of measure, UN/ECE Rec 20, or Rec 21 packages with X in front, or the value as sent after its prefix. */
export type Unit = string;

/** A GTIN of 8, 12, 13 or 14 digits with its zeros. */
export type Gtin = string;

/** A code: our word for it, that of the list the field names, or as the message has it. */
export type Code = string;

/** An identifier scheme: ISO 6523 code or our word (mappings/tables/id-scheme.csv), or the value as sent after its prefix. */
export type IdScheme = string;

/** A kind of item identifier, in our words (mappings/tables/item-scheme.csv), or the value as sent after its prefix. */
export type ItemScheme = string;

/** A kind of reference, in our words (mappings/tables/reference-type.csv), or the value as sent after its prefix. */
export type ReferenceType = string;

/** A meaning of a date, in our words (mappings/tables/date-type.csv), or the value as sent after its prefix. */
export type DateType = string;

/** What a contact is for, in our words (mappings/tables/contact-function.csv), or the value as sent after its prefix. */
export type ContactFunction = string;

/** A kind of channel, in our words (mappings/tables/channel-type.csv), or the value as sent after its prefix. */
export type ChannelType = string;

/** A subject of a text, in our words (mappings/tables/note-type.csv), or the value as sent after its prefix. */
export type NoteType = string;

/** How an allowance or charge is settled, in our words (mappings/tables/charge-method.csv), or the value as sent after its prefix. */
export type ChargeMethod = string;

/** A tax, in our words (mappings/tables/tax-type.csv), or the value as sent after its prefix. */
export type TaxType = string;

/** Whether and why exempt, in our words (mappings/tables/tax-exempt.csv), or the value as sent after its prefix. */
export type TaxExempt = string;

/** Who pays the carrier, in our words (mappings/tables/freight-payment.csv), or the value as sent after its prefix. */
export type FreightPayment = string;

/** A kind of place, in our words (mappings/tables/location-type.csv), or the value as sent after its prefix. */
export type LocationType = string;

/** A means of transport, in our words (mappings/tables/transport-mode.csv), or the value as sent after its prefix. */
export type TransportMode = string;

/** Which weight, in our words (mappings/tables/weight-type.csv), or the value as sent after its prefix. */
export type WeightType = string;

/** What a quantity counts, in our words (mappings/tables/quantity-type.csv), or the value as sent after its prefix. */
export type QuantityType = string;

/** What an amount is, in our words (mappings/tables/amount-type.csv), or the value as sent after its prefix. */
export type AmountType = string;

/** A class of trade, in our words (mappings/tables/price-class.csv), or the value as sent after its prefix. */
export type PriceClass = string;

/** Which price, in our words (mappings/tables/price-type.csv), or the value as sent after its prefix. */
export type PriceType = string;

/** How a unit price is meant, in our words (mappings/tables/price-basis.csv), or the value as sent after its prefix. */
export type PriceBasis = string;

/** Form of a description, in our words (mappings/tables/description-type.csv), or the value as sent after its prefix. */
export type DescriptionType = string;

/** What a mark is, in our words (mappings/tables/package-mark.csv), or the value as sent after its prefix. */
export type MarkType = string;

/** Why a document was sent. */
export type Purpose =
  | 'original'
  | 'cancellation'
  | 'add'
  | 'delete'
  | 'change'
  | 'replace'
  | 'confirmation'
  | 'duplicate'
  | 'status'
  | 'notFound'
  | 'response'
  | 'notProcessed'
  | 'request'
  | 'advanceNotification'
  | 'resubmission'
  | 'proposed'
  | 'cancelToReissue'
  | 'reissue'
  | 'sellerChange'
  | 'finalTransmission'
  | 'onHold'
  | 'informationCopy'
  | 'draft'
  | 'incremental'
  | 'rejection'
  | 'followUp'
  | 'originalNoResponse'
  | 'corrected'
  | 'reminder'
  | 'replaceHeader'
  | 'replaceLines'
  | 'deliveryInstruction'
  | 'forecast'
  | 'deliveryInstructionAndForecast'
  | 'acceptedWithHeaderChange'
  | 'accepted'
  | 'acceptedWithLineChange'
  | 'approval'
  | 'acceptedWithChanges'
  | 'debitReversal'
  | 'creditReversal'
  | 'cancellationReversal'
  | 'deletionRequest'
  | 'closing'
  | 'addition'
  | 'acceptedWithoutReserves'
  | 'acceptedWithReserves'
  | 'provisional'
  | 'definitive'
  | 'contentsRejected'
  | 'withdrawal'
  | 'authorization'
  | 'proposedAmendment'
  | 'test'
  | 'extract'
  | 'notification'
  | 'completeSchedule'
  | 'scheduleUpdate'
  | 'provisionallyRejected'
  | 'verification'
  | 'mutuallyDefined'
  | `${string}:${string}`;

/** A kind of order. */
export type OrderKind =
  | 'standAlone'
  | 'newOrder'
  | 'blanket'
  | 'blanketEstimated'
  | 'release'
  | 'purchaseOrder'
  | 'rush'
  | 'emergency'
  | 'dropShip'
  | 'directShip'
  | 'reorder'
  | 'standing'
  | 'special'
  | 'sample'
  | 'promotion'
  | 'newProduct'
  | 'newStore'
  | 'consigned'
  | 'catalog'
  | 'confirmation'
  | 'changeToOrder'
  | 'changeToRelease'
  | 'changeToContract'
  | 'contract'
  | 'taskOrder'
  | 'blanketAgreement'
  | 'basicOrderingAgreement'
  | 'assortmentAgainstBlanket'
  | 'releaseAgainstAssortment'
  | 'supplyOrService'
  | 'renewal'
  | 'rental'
  | 'lease'
  | 'repairAndReturn'
  | 'warranty'
  | 'unitExchange'
  | 'billAndHold'
  | 'fabricateAndHold'
  | 'timeAndMaterials'
  | 'preCommitment'
  | 'jobLot'
  | 'shipped'
  | 'informationCopy'
  | 'urgentService'
  | 'unitDown'
  | 'aircraftOnGround'
  | 'aircraftOnGroundService'
  | 'bid'
  | 'budgetaryQuote'
  | 'stopWork'
  | 'resumeWork'
  | 'closeOut'
  | 'termination'
  | 'spot'
  | 'swap'
  | 'orderResponse'
  | 'orderAcknowledgment'
  | 'spareParts'
  | 'crossDockingServices'
  | 'deliveryInstructions'
  | 'deliverySchedule'
  | 'justInTime'
  | 'deliveryRelease'
  | 'kanban'
  | 'multidrop'
  | 'exceptional'
  | 'transhipment'
  | 'crossDocking'
  | 'manufacturerRaised'
  | 'manufacturerRaisedConsignment'
  | 'prepackedCrossDocking'
  | 'deliveryOrder'
  | 'despatchOrder'
  | 'mutuallyDefined'
  | 'stockTransport'
  | 'stockTransportRelease'
  | `${string}:${string}`;

/** The part a party plays. */
export type PartyRole =
  | 'buyer'
  | 'supplier'
  | 'seller'
  | 'vendor'
  | 'shipTo'
  | 'billTo'
  | 'billAndShipTo'
  | 'shipFrom'
  | 'shipper'
  | 'payee'
  | 'payer'
  | 'remitTo'
  | 'remittanceReceiver'
  | 'carrier'
  | 'soldTo'
  | 'orderedBy'
  | 'markFor'
  | 'intendedFor'
  | 'manufacturer'
  | 'manufacturingPlant'
  | 'consignee'
  | 'ultimateConsignee'
  | 'intermediateConsignee'
  | 'freightForwarder'
  | 'warehouse'
  | 'distributor'
  | 'endUser'
  | 'customer'
  | 'invoiceIssuer'
  | 'invoiceReceiver'
  | 'freightBillReceiver'
  | 'bank'
  | 'salesOffice'
  | 'consolidator'
  | 'exporter'
  | 'importer'
  | 'customsBroker'
  | 'notify'
  | 'notifySecond'
  | 'pickUpAddress'
  | 'deliveryAddress'
  | 'store'
  | 'division'
  | 'receivingLocation'
  | 'scheduleIssuer'
  | 'shippingScheduleIssuer'
  | 'serviceProvider'
  | 'returnTo'
  | 'requester'
  | 'soldAndShipTo'
  | 'remitter'
  | 'buyingGroup'
  | 'agent'
  | 'broker'
  | 'wholesaler'
  | 'careOf'
  | 'careOfSecond'
  | 'orderReceiver'
  | 'shipNoticeReceiver'
  | 'copyReceiver'
  | 'acknowledgmentReceiver'
  | 'purchasingDepartment'
  | 'plant'
  | 'corporateOffice'
  | 'branchOffice'
  | 'salesperson'
  | 'mailingAddress'
  | 'inquiryAddress'
  | 'accountsPayableOffice'
  | 'subcontractor'
  | 'primeContractor'
  | 'internationalForwarder'
  | 'motorCarrier'
  | 'shippersOrderNotify'
  | 'installedAt'
  | 'fobPoint'
  | 'loadingParty'
  | 'unloadingParty'
  | 'owner'
  | 'parent'
  | 'pickUpParty'
  | 'packager'
  | 'memoIssuer'
  | 'countryOfOrigin'
  | 'countryOfDestination'
  | 'inspectionLocation'
  | 'testLaboratory'
  | 'taxAuthority'
  | 'messageSender'
  | 'messageReceiver'
  | 'documentReceiver'
  | 'allDocumentsReceiver'
  | 'paperMemoReceiver'
  | 'electronicMemoReceiver'
  | 'statementReceiver'
  | 'inspectionReportReceiver'
  | 'testReportReceiver'
  | 'onBehalfOf'
  | 'accountOf'
  | 'buyerAgent'
  | 'sellerAgent'
  | 'registeredBuyer'
  | 'registeredSeller'
  | 'buyerCorporateOffice'
  | 'supplierCorporateOffice'
  | 'buyerParent'
  | 'buyersCustomer'
  | 'orderingCustomer'
  | 'freightPayer'
  | 'originalShipper'
  | 'consignorAgent'
  | 'consigneeAgent'
  | 'carrierAgent'
  | 'bookingAgent'
  | 'connectingCarrier'
  | 'containerOperator'
  | 'railCarrier'
  | 'driver'
  | 'transportOwner'
  | 'terminalOperator'
  | 'goodsCustodian'
  | 'warehouseDepositor'
  | 'inventoryController'
  | 'inventoryReporter'
  | 'producer'
  | 'coproducer'
  | 'processor'
  | 'substituteSupplier'
  | 'procurementResponsible'
  | 'fulfiller'
  | 'contact'
  | 'salesResponsible'
  | 'storeGroup'
  | 'distributorBranch'
  | 'deliveryForwarder'
  | 'customs'
  | 'declarant'
  | 'inspector'
  | 'outsideInspector'
  | 'insurer'
  | 'insured'
  | 'factor'
  | 'settlementParty'
  | 'beneficiary'
  | 'buyerBank'
  | 'sellerBank'
  | 'payerBank'
  | 'payingBank'
  | 'receivingBank'
  | 'issuingBank'
  | 'waybillIssuer'
  | 'billOfLadingReceiver'
  | 'vatDeclarant'
  | 'equipmentOwner'
  | 'architect'
  | 'project'
  | 'logisticsProvider'
  | 'invoiceProcessor'
  | 'otherParty'
  | 'mutuallyDefined'
  | `${string}:${string}`;

/** What the supplier answers to a whole order. */
export type OrderOutcome =
  | 'accepted'
  | 'acceptedWithChanges'
  | 'acceptedWithoutDetail'
  | 'acknowledged'
  | 'exceptions'
  | 'onHold'
  | 'replenishment'
  | 'rejected'
  | 'rejectedWithoutDetail'
  | 'rejectedExceptions'
  | 'rejectedNotAsAgreed'
  | 'rejectedCounterOffer'
  | 'rejectedIndustryPractice'
  | 'noneNeeded'
  | 'acceptedWithReserves'
  | 'mutuallyDefined'
  | `${string}:${string}`;

/** What the supplier does with a line. */
export type LineOutcome =
  | 'accepted'
  | 'acceptedWithChanges'
  | 'acceptedAndShipped'
  | 'acceptedAndReleased'
  | 'partialWithBackorder'
  | 'backordered'
  | 'quantityChanged'
  | 'priceChanged'
  | 'pricePending'
  | 'dateRescheduled'
  | 'schedulePending'
  | 'substituted'
  | 'deleted'
  | 'onHold'
  | 'onHoldIncomplete'
  | 'onHoldWaiver'
  | 'rejected'
  | 'rejectedNotContractItem'
  | 'rejectedInvalidItem'
  | 'rejectedInvalidUnit'
  | 'rejectedContractItemUnavailable'
  | 'added'
  | 'unchanged'
  | 'scheduleOnly'
  | 'notFound'
  | 'noDelivery'
  | 'proposed'
  | 'pending'
  | `${string}:${string}`;

/** What a change does to a line. */
export type LineAction =
  | 'added'
  | 'changed'
  | 'deleted'
  | 'quantityIncreased'
  | 'quantityDecreased'
  | 'quantityChanged'
  | 'priceChanged'
  | 'priceQuantityChanged'
  | 'priceDateChanged'
  | 'priceQuantityDateChanged'
  | 'dateChanged'
  | 'rescheduled'
  | 'quantityDateChanged'
  | 'datesReplaced'
  | 'valuesReplaced'
  | 'replaced'
  | 'replacedModified'
  | 'transportReplaced'
  | 'transferred'
  | 'unchanged'
  | 'changeRejected'
  | 'packingChanged'
  | 'dateTermsChanged'
  | 'termsChanged'
  | 'lineChargesChanged'
  | 'documentChargesChanged'
  | 'orderCancelled'
  | 'originalConfirmed'
  | 'revisionConfirmed'
  | 'originalConfirmationChanged'
  | 'revisionConfirmationChanged'
  | 'scheduleOnly'
  | 'lineNumbersChanged'
  | 'callOff'
  | 'proposed'
  | `${string}:${string}`;

/** Whether an amount is taken off, added, or neither. */
export type AllowanceChargeIndicator =
  | 'allowance'
  | 'charge'
  | 'noCharge'
  | 'promotion'
  | 'chargeRequest'
  | 'allowanceRequest'
  | 'service'
  | 'adjustment'
  | `${string}:${string}`;

/** A kind of invoice. */
export type InvoiceKind =
  | 'invoice'
  | 'creditNote'
  | 'debitNote'
  | 'creditInvoice'
  | 'consolidatedInvoice'
  | 'productInvoice'
  | 'finalInvoice'
  | 'adjustedInvoice'
  | 'supplementalInvoice'
  | 'prepaidInvoice'
  | 'progressInvoice'
  | 'dropShipInvoice'
  | 'sampleInvoice'
  | 'correctedInvoice'
  | 'duplicateInvoice'
  | 'rebill'
  | 'consolidatedDebitInvoice'
  | 'consolidatedCreditInvoice'
  | 'consolidatedDebitNote'
  | 'consolidatedCreditNote'
  | 'memorandum'
  | 'costInvoice'
  | 'materialCreditInvoice'
  | 'billAndHold'
  | 'consignment'
  | 'warehouseServicesInvoice'
  | 'miscellaneousServicesInvoice'
  | 'partialInvoice'
  | 'proformaInvoice'
  | 'goodsDebitNote'
  | 'goodsCreditNote'
  | 'meteredServicesInvoice'
  | 'financialCreditNote'
  | 'financialDebitNote'
  | 'interimPaymentRequest'
  | 'selfBilledCreditNote'
  | 'priceVariationInvoice'
  | 'priceVariationCreditNote'
  | 'delcredereCreditNote'
  | 'invoiceWithPackingList'
  | 'commissionNote'
  | 'rentalInvoice'
  | 'taxInvoice'
  | 'selfBilledInvoice'
  | 'delcredereInvoice'
  | 'factoredInvoice'
  | 'leaseInvoice'
  | 'factoredCreditNote'
  | 'selfBilledDebitNote'
  | 'forwarderCreditNote'
  | 'insurerInvoice'
  | 'forwarderInvoice'
  | 'accountingInvoice'
  | 'freightInvoice'
  | 'partialConstructionInvoice'
  | 'partialFinalConstructionInvoice'
  | 'customsInvoice'
  | 'lineCreditNote'
  | 'lineDebitNote'
  | `${string}:${string}`;

/** A level of a shipment. */
export type PackageLevel = 'shipment' | 'order' | 'tare' | 'pack' | 'item' | `${string}:${string}`;

/** What only one pair of partners needs, under names with their prefix. */
export type Extensions = { [name: `${string}:${string}`]: unknown };

/** A person or organisation with a part in the transaction. */
export interface Party {
  /** The part this party plays, where its field does not already say it exactly. */
  role?: PartyRole;
  /** Name of the party. */
  name?: string;
  /** Further lines of the name. */
  additionalNames?: string[];
  /** Identifier of the party in the scheme of idScheme. */
  id?: string;
  /** Scheme of id: an ISO 6523 code such as 0088 (GLN) or 0060 (DUNS), or assignedByBuyer, assignedBySupplier. */
  idScheme?: IdScheme;
  /** Further identifiers of the same party. */
  otherIds?: PartyId[];
  /** Tax or VAT registration number. */
  taxId?: string;
  /** How this party relates to the one named by relatedRole. */
  relationship?: Code;
  /** Role of the party this one relates to. */
  relatedRole?: PartyRole;
  /** Where the party is. */
  address?: Address;
  /** People or desks to reach. */
  contacts?: Contact[];
  /** Numbers that concern this party only. */
  references?: Reference[];
  /** Dates that concern this party only. */
  dates?: DateOf[];
  /** Quantities for this party only, for example its share of a line. */
  quantities?: QuantityOf[];
  /** Deliveries to this party only. */
  schedules?: Schedule[];
  /** Service codes agreed for this party. */
  services?: ServiceCodes[];
  /** Delivery terms for this party only. */
  deliveryTerms?: DeliveryTerms[];
  /** How goods travel to this party. */
  transport?: Transport[];
  /** Packages and weights for this party. */
  cargo?: Cargo[];
  /** Trailers and containers for this party. */
  equipment?: Equipment[];
  /** Dangerous goods notes for this party. */
  hazards?: Hazard[];
  /** How to pack for this party. */
  packagingInstructions?: Description[];
  /** Free text for this party. */
  remarks?: string[];
  /** Further texts with their own subject. */
  messages?: TextOf[];
  /** Facts about a person, each a type and a value. */
  demographics?: CodeValue[];
  /** List that id is from. */
  idList?: Code;
  /** How the name is put together. */
  nameFormat?: Code;
  /** Name and address in lines that do not say which is which. */
  nameAndAddress?: string[];
  /** Accounts at banks. */
  bankAccounts?: BankAccount[];
  /** Places of the party. */
  locations?: Location[];
  /** Papers the party needs or gives. */
  attachments?: Attachment[];
  /** What only one pair of partners needs. */
  extensions?: Extensions;
  /** Registered name where it is not name. */
  legalName?: string;
  /** Number in the register of companies. */
  legalId?: string;
  /** Scheme of legalId. */
  legalIdScheme?: IdScheme;
  /** Registered address. */
  legalAddress?: Address;
  /** Register of companies. */
  register?: string;
  /** Register of companies in words. */
  registerName?: string;
  /** Electronic address. */
  endpoint?: string;
  /** Scheme of endpoint. */
  endpointScheme?: IdScheme;
  /** What else is said of the registration taxId is of. */
  taxRegistration?: TaxRegistration;
  /** Other tax registrations. */
  taxRegistrations?: TaxRegistration[];
  /** People of the party. */
  persons?: Person[];
  /** Telephone number of the party itself. */
  phone?: string;
  /** Telefax number of the party itself. */
  fax?: string;
  /** E-mail address of the party itself. */
  email?: string;
  /** Web address. */
  website?: string;
  /** Where the party really is. */
  physicalAddress?: Address;
}

/** One more identifier of a party. */
export interface PartyId {
  /** The identifier. */
  value: string;
  /** Its scheme. */
  scheme?: IdScheme;
}

/** A postal address. */
export interface Address {
  /** Street lines in order. */
  lines?: string[];
  /** City or town. */
  city?: string;
  /** State, province or other subdivision. */
  region?: string;
  /** Postal code with its zeros. */
  postalCode?: string;
  /** Country, ISO 3166-1 alpha-2. */
  country?: Country;
  /** What kind of place locationId names. */
  locationType?: Code;
  /** Identifier of the place. */
  locationId?: string;
  /** Parts of the address that were sent one by one. */
  components?: AddressComponent[];
  /** Region in words. */
  regionName?: string;
  /** House number, where it does not stand in lines. */
  buildingNumber?: string;
  /** Building. */
  buildingName?: string;
  /** Department. */
  department?: string;
  /** Post office box. */
  postbox?: string;
  /** Floor. */
  floor?: string;
  /** Room. */
  room?: string;
  /** Part of the city. */
  subdivision?: string;
  /** District. */
  district?: string;
  /** For whose attention. */
  attention?: string;
  /** Region by code. */
  regionCode?: Code;
  /** Scheme of locationId. */
  locationIdScheme?: IdScheme;
  /** Country in words. */
  countryName?: string;
}

/** One part of an address, such as a building or a county. */
export interface AddressComponent {
  /** Which part. */
  type: Code;
  /** Its text. */
  value?: string;
  /** County code, where the part has one. */
  countyCode?: string;
}

/** A person or desk to reach. */
export interface Contact {
  /** What the contact is for. */
  function?: ContactFunction;
  /** Name of the person or desk. */
  name?: string;
  /** Telephone number. */
  phone?: string;
  /** Fax number. */
  fax?: string;
  /** E-mail address. */
  email?: string;
  /** Other ways to reach the contact. */
  channels?: Channel[];
  /** Reference to quote when calling. */
  inquiryReference?: string;
  /** Code of the person or desk. */
  id?: string;
  /** What to know of the contact. */
  note?: string;
  /** First name; name is the whole. */
  firstName?: string;
  /** Last name. */
  lastName?: string;
  /** Title or form of address. */
  title?: string;
  /** Academic title. */
  academicTitle?: string;
  /** Web address. */
  website?: string;
}

/** One way to reach a contact. */
export interface Channel {
  /** Kind of channel. */
  type: ChannelType;
  /** Number or address. */
  value?: string;
}

/** A number that ties this document to something else. */
export interface Reference {
  /** What the number is. */
  type: ReferenceType;
  /** The number. */
  value?: string;
  /** Text about it. */
  description?: string;
  /** Date of the thing referred to. */
  issued?: CalendarDate;
  /** Time of day of issued. */
  issuedTime?: Time;
  /** Zone of issuedTime. */
  timeZone?: Code;
  /** A second number given together with this one. */
  further?: FurtherReference;
  /** Line of the document referred to. */
  line?: string;
  /** Version of the document referred to. */
  version?: string;
  /** Revision of the document referred to. */
  revision?: string;
  /** Further dates of the thing referred to. */
  dates?: DateOf[];
  /** Id of what is referred to, unique everywhere. */
  uuid?: string;
  /** What is referred to, in words. */
  documentType?: string;
  /** What is referred to, by code. */
  documentCode?: Code;
}

/** A number given together with another one. */
export interface FurtherReference {
  /** What the number is. */
  type: ReferenceType;
  /** The number. */
  value?: string;
  /** The next number given together. */
  further?: FurtherReference;
}

/** A date by meaning. */
export interface DateOf {
  /** What happens on the date. */
  type: DateType;
  /** The date. */
  date?: CalendarDate;
  /** Time of day. */
  time?: Time;
  /** Zone of time. */
  timeZone?: Code;
  /** Form of period, as sent. */
  periodFormat?: string;
  /** A period or a date in another form, as sent. */
  period?: string;
}

/** Free text with what it is about. */
export interface Note {
  /** Subject of the text. */
  type?: NoteType;
  /** Number the text belongs to. */
  reference?: string;
  /** Title or short text. */
  description?: string;
  /** Date of the note. */
  date?: CalendarDate;
  /** Time of day of the note. */
  time?: Time;
  /** Zone of time. */
  timeZone?: Code;
  /** A second number given together with reference. */
  further?: FurtherReference;
  /** Further dates of the note. */
  dates?: DateOf[];
  /** Measurements the note is about. */
  measurements?: Measurement[];
  /** The text, a line or paragraph an item. */
  text?: string[];
  /** Further texts with their own subject. */
  messages?: TextOf[];
  /** Language of the text. */
  language?: Language;
  /** What the receiver is to do with the text. */
  function?: Code;
  /** The text by code. */
  code?: Code;
  /** List that code is from. */
  codeList?: Code;
  /** Who keeps that list. */
  codeAgency?: Code;
  /** Form of the text. */
  format?: Code;
}

/** A text with its subject. */
export interface TextOf {
  /** Subject of the text. */
  type?: NoteType;
  /** The text. */
  text?: string;
  /** Its second part. */
  moreText?: string;
  /** How it is to be printed. */
  printControl?: Code;
}

/** A value and what it is. */
export interface CodeValue {
  /** What the value is. */
  type: Code;
  /** The value. */
  value?: string;
  /** The value in words. */
  description?: string;
}

/** Codes of services, from one agency. */
export interface ServiceCodes {
  /** Who keeps the codes. */
  agency?: Code;
  /** The codes. */
  codes?: CodeValue[];
}

/** Codes from an industry's own lists. */
export interface CodeList {
  /** Who keeps the lists. */
  agency?: Code;
  /** Which lists of the agency. */
  source?: string;
  /** List (type) and code (value). */
  codes?: CodeValue[];
}

/** An amount taken off or added, or a service without charge. */
export interface AllowanceOrCharge {
  /** Whether it takes off, adds, or does neither. */
  indicator: AllowanceChargeIndicator;
  /** Why: UNCL 5189 for allowances, UNCL 7161 for charges. */
  code?: Code;
  /** Who keeps agencyCode. */
  agency?: Code;
  /** The agency's own code for the same. */
  agencyCode?: string;
  /** The amount. */
  amount?: Decimal;
  /** Currency of amount where it is not the document's. */
  currency?: Currency;
  /** Whose currency it is. */
  currencyRole?: PartyRole;
  /** What percent applies to. */
  basis?: Code;
  /** Percentage. */
  percent?: Decimal;
  /** Amount per unit. */
  rate?: Decimal;
  /** Unit of rate and quantity. */
  unit?: Unit;
  /** Quantity it applies to. */
  quantity?: Decimal;
  /** Upper end of the quantity range. */
  quantityTo?: Decimal;
  /** How it is settled: deducted, billed, paid by a third party. */
  method?: ChargeMethod;
  /** Number of the agreement or offer behind it. */
  reference?: string;
  /** Which of several options. */
  option?: string;
  /** Reason in words. */
  description?: string;
  /** Language of description. */
  language?: Language;
  /** Prices the amount follows from. */
  prices?: Price[];
  /** Taxes on it. */
  taxes?: Tax[];
  /** Order in which allowances and charges are computed. */
  sequence?: Code;
  /** Amount that percent applies to. */
  basisAmount?: Decimal;
  /** Quantity that rate is for. */
  rateQuantity?: Decimal;
  /** Further amounts. */
  amounts?: AmountOf[];
  /** Quantities it holds for. */
  quantityLimits?: Limits;
  /** Values that percent holds for. */
  percentLimits?: Limits;
  /** Values that amount holds for. */
  amountLimits?: Limits;
  /** Values that rate holds for. */
  rateLimits?: Limits;
  /** Origin and special conditions it holds for. */
  conditions?: TradeCondition[];
  /** Numbers behind it. */
  references?: Reference[];
  /** Dates it holds for. */
  dates?: DateOf[];
  /** Code list of code. */
  list?: Code;
  /** Other percentages. */
  percentages?: PercentOf[];
  /** Unit of rateQuantity. */
  rateUnit?: Unit;
  /** Buyer's account or cost centre. */
  accountingCost?: string;
  /** What it is called, where description says more. */
  name?: string;
}

/** A tax, its rate and its amount. */
export interface Tax {
  /** Day the tax becomes due. */
  taxPoint?: CalendarDate;
  /** Time of day of taxPoint. */
  taxPointTime?: Time;
  /** Which tax. */
  type?: TaxType;
  /** Amount of tax. */
  amount?: Decimal;
  /** Rate. */
  percent?: Decimal;
  /** UNCL 5305 category. */
  category?: string;
  /** List that jurisdiction is from. */
  jurisdictionScheme?: Code;
  /** Who levies it. */
  jurisdiction?: string;
  /** Whether it is exempt and why. */
  exempt?: TaxExempt;
  /** Whether the amount is included, added or neither. */
  relationship?: Code;
  /** Amount the tax is computed from. */
  basisAmount?: Decimal;
  /** Registration number of the tax payer. */
  taxId?: string;
  /** Line the tax belongs to. */
  lineNumber?: string;
  /** What it is when not a tax: a duty or a fee. */
  function?: Code;
  /** The tax in words. */
  description?: string;
  /** Account it is charged to. */
  account?: Code;
  /** Rate by code. */
  rateCode?: Code;
  /** What the rate applies to, by code. */
  basisCode?: Code;
  /** Further amounts by meaning. */
  amounts?: AmountOf[];
  /** Places that levy it. */
  locations?: Location[];
  /** List that rateCode is from. */
  rateList?: Code;
  /** Who keeps that list. */
  rateAgency?: Code;
  /** Why it is exempt, by code (VATEX). */
  exemptionCode?: Code;
  /** Why it is exempt. */
  exemptionReason?: string;
  /** Which tax, in words. */
  typeName?: string;
  /** Which tax, by another code. */
  typeCode?: Code;
  /** Amount of tax for each unit. */
  perUnit?: Decimal;
  /** Quantity it is computed from. */
  quantity?: Decimal;
  /** Unit of quantity. */
  unit?: Unit;
}

/** Who is taxed where, and whether at all. */
export interface TaxStatus {
  /** Registration or exemption number. */
  taxId?: string;
  /** Places that levy the tax: kind of place (type) and place (value). */
  jurisdictions?: CodeValue[];
  /** Whether exempt and why. */
  exempt?: TaxExempt;
  /** Kind of customs entry. */
  customsEntry?: Code;
}

/** When to pay, and what paying early earns. */
export interface PaymentTerm {
  /** Kind of terms. */
  type?: Code;
  /** Date that the days count from. */
  basis?: Code;
  /** Discount for paying early. */
  discountPercent?: Decimal;
  /** Last day for the discount. */
  discountDue?: CalendarDate;
  /** Days within which the discount holds. */
  discountDays?: Decimal;
  /** Day the full amount is due. */
  netDue?: CalendarDate;
  /** Days until the full amount is due. */
  netDays?: Decimal;
  /** Discount as an amount. */
  discountAmount?: Decimal;
  /** Day a deferred amount is due. */
  deferredDue?: CalendarDate;
  /** Deferred amount. */
  deferredAmount?: Decimal;
  /** Share of the invoice that is payable on the date of this term. */
  deferredPercent?: Decimal;
  /** The terms in words. */
  description?: string;
  /** Day of the month on which payment is due. */
  dayOfMonth?: Decimal;
  /** How to pay. */
  method?: Code;
  /** Further percentage of the terms. */
  percent?: Decimal;
  /** Whether the days count before or after basis, when not after. */
  relation?: Code;
  /** What periods counts, when not days. */
  periodType?: Code;
  /** Periods until the amount is due. */
  periods?: Decimal;
  /** The terms by code. */
  code?: Code;
  /** Further dates. */
  dates?: DateOf[];
  /** Further percentages. */
  percentages?: PercentOf[];
  /** Further amounts. */
  amounts?: AmountOf[];
  /** How it is paid. */
  instructions?: PaymentInstruction[];
  /** Accounts it is paid to. */
  bankAccounts?: BankAccount[];
  /** What discountPercent is of. */
  discountBasis?: Code;
  /** Number of the term. */
  id?: string;
  /** Payment instruction it is of. */
  means?: string;
  /** Amount it is of. */
  amount?: Decimal;
  /** First day of the discount. */
  discountFrom?: CalendarDate;
}

/** A discount that grows with quantity or value. */
export interface Discount {
  /** What earns it. */
  condition?: Code;
  /** What value counts in. */
  unit?: Code;
  /** The discount. */
  value?: Decimal;
  /** What from and to count. */
  basis?: Code;
  /** Lower end of the range. */
  from?: Decimal;
  /** Upper end of the range. */
  to?: Decimal;
}

/** Who pays carriage, and where title and risk pass. */
export interface DeliveryTerms {
  /** Who pays the carrier. */
  payment?: FreightPayment;
  /** Kind of place in location. */
  locationType?: LocationType;
  /** Place the terms refer to. */
  location?: string;
  /** Which edition or list terms is from. */
  termsList?: Code;
  /** Delivery terms, an Incoterms code. */
  terms?: Code;
  /** Kind of place in titleLocation. */
  titleLocationType?: LocationType;
  /** Place where title passes. */
  titleLocation?: string;
  /** Who bears the risk of loss. */
  riskOfLoss?: Code;
  /** The risk in words. */
  riskDescription?: string;
  /** What the terms are about. */
  function?: Code;
  /** Who keeps the list of terms. */
  termsAgency?: Code;
  /** The terms in words. */
  description?: string;
  /** Code of location, such as UN/LOCODE. */
  locationId?: string;
  /** Scheme of locationId. */
  locationIdScheme?: IdScheme;
  /** Texts with their subject. */
  notes?: Note[];
  /** In which condition it was. */
  conditions?: GoodsCondition[];
}

/** One stage of the transport: who carries, how, and how fast. */
export interface Transport {
  /** Which leg or carrier of the route. */
  sequence?: Code;
  /** Scheme of carrierId. */
  carrierIdScheme?: IdScheme;
  /** Carrier's code, such as its SCAC. */
  carrierId?: string;
  /** Means of transport. */
  mode?: TransportMode;
  /** Route or carrier in words. */
  routing?: string;
  /** State of the shipment or order. */
  status?: Code;
  /** Kind of place in location. */
  locationType?: LocationType;
  /** Place of the stage. */
  location?: string;
  /** Direction of transit. */
  direction?: Code;
  /** What transitTime counts. */
  transitTimeUnit?: Code;
  /** Time in transit. */
  transitTime?: Decimal;
  /** Service asked of the carrier. */
  serviceLevel?: Code;
  /** Second service asked. */
  secondServiceLevel?: Code;
  /** Third service asked. */
  thirdServiceLevel?: Code;
  /** Country of the stage. */
  country?: Country;
  /** Letters of the equipment's number. */
  equipmentInitial?: string;
  /** Number of the equipment. */
  equipmentNumber?: string;
  /** What reference is. */
  referenceType?: ReferenceType;
  /** Carrier's number for the consignment. */
  reference?: string;
  /** Number of the journey or flight. */
  conveyance?: string;
  /** Kind of vehicle. */
  meansType?: Code;
  /** Means of transport or vehicle in words. */
  means?: string;
  /** Name of the vehicle. */
  vehicleName?: string;
  /** Who owns the vehicle. */
  ownership?: Code;
  /** Places of the stage. */
  locations?: Location[];
  /** Numbers of the stage. */
  references?: Reference[];
  /** Why transport costs more. */
  excessReason?: Code;
  /** Who pays for that. */
  excessPayer?: Code;
  /** Number that allows that. */
  excessAuthorization?: string;
  /** Kind of vehicle in words. */
  meansTypeName?: string;
  /** When it came or went. */
  dates?: DateOf[];
  /** In which condition it came. */
  conditions?: GoodsCondition[];
  /** Who carries. */
  carrier?: Party;
}

/** Packages, weight and volume in total. */
export interface Cargo {
  /** Form and material of the packages, as sent. */
  packageType?: string;
  /** Number of packages. */
  packageCount?: Decimal;
  /** List that commodity is from. */
  commodityScheme?: Code;
  /** Code of the goods. */
  commodity?: string;
  /** The goods in words. */
  description?: string;
  /** Which weight. */
  weightType?: WeightType;
  /** Weight. */
  weight?: Decimal;
  /** Unit of weight. */
  weightUnit?: Unit;
  /** Volume. */
  volume?: Decimal;
  /** Unit of volume. */
  volumeUnit?: Unit;
}

/** A trailer, container or other transport equipment. */
export interface Equipment {
  /** Kind of equipment. */
  type?: Code;
  /** Letters of its number. */
  initial?: string;
  /** Its number. */
  number?: string;
  /** Which weight. */
  weightType?: WeightType;
  /** Weight. */
  weight?: Decimal;
  /** Unit of weight. */
  weightUnit?: Unit;
  /** Who owns it. */
  ownership?: Code;
  /** State of the seal. */
  sealStatus?: Code;
  /** Seal number. */
  seal?: string;
  /** ISO 6346 type code. */
  isoType?: string;
  /** Country of registration. */
  country?: Country;
  /** Size and type in words. */
  isoName?: string;
  /** Status of the equipment. */
  status?: Code;
  /** Full or empty. */
  fullness?: Code;
  /** How to handle it. */
  handling?: Hazard[];
  /** Its measures. */
  measurements?: Measurement[];
  /** Texts to it. */
  notes?: Note[];
  /** Who supplies it. */
  supplier?: Code;
  /** Its seals. */
  seals?: AttachedSeal[];
  /** What is attached to it. */
  attached?: AttachedEquipment[];
  /** Packages in it. */
  packages?: Decimal;
  /** Quantities in it. */
  quantities?: QuantityOf[];
  /** In which condition it came. */
  conditions?: GoodsCondition[];
}

/** A seal. */
export interface AttachedSeal {
  /** Number of the seal. */
  number?: string;
  /** Who sealed. */
  party?: Code;
  /** Who sealed, by name. */
  name?: string;
  /** Condition of the seal. */
  condition?: Code;
  /** In which condition it came. */
  conditions?: GoodsCondition[];
}

/** Equipment attached to other equipment. */
export interface AttachedEquipment {
  /** Kind of equipment. */
  type?: Code;
  /** Its number. */
  number?: string;
  /** In which condition it came. */
  conditions?: GoodsCondition[];
}

/** A condition of goods, packages, papers or equipment. */
export interface GoodsCondition {
  /** Whether it is a physical or a logical condition. */
  type?: Code;
  /** The condition. */
  code?: Code;
  /** Code list of code. */
  list?: Code;
  /** Who keeps that list. */
  agency?: Code;
  /** The condition in words. */
  text?: string;
  /** What is to be done. */
  instructions?: GoodsInstruction[];
}

/** What is to be done about a condition. */
export interface GoodsInstruction {
  /** Who asks for it. */
  by?: Code;
  /** Who is to do it. */
  to?: Code;
  /** Kind of instruction. */
  type?: Code;
  /** The instruction. */
  code?: Code;
  /** Code list of code. */
  list?: Code;
  /** Who keeps that list. */
  agency?: Code;
  /** The instruction in words. */
  text?: string;
  /** Status of the instruction. */
  status?: Code;
  /** Whom to ask. */
  contact?: string;
  /** What becomes of what was said before. */
  action?: Code;
}

/** How dangerous goods are to be treated. */
export interface Hazard {
  /** Special handling. */
  handling?: Code;
  /** List that class is from. */
  classScheme?: Code;
  /** Hazard class. */
  class?: string;
  /** The danger in words. */
  description?: string;
  /** Whether the shipper certifies it. */
  certified?: Code;
  /** Class in words. */
  name?: string;
  /** Page of the regulations. */
  page?: string;
  /** UN number. */
  unNumber?: string;
  /** Flashpoint. */
  flashpoint?: Decimal;
  /** Unit of flashpoint. */
  flashpointUnit?: Unit;
  /** Packing group. */
  packingGroup?: Code;
  /** Number of the emergency schedule (EMS). */
  emergencySchedule?: string;
  /** Number of the medical first aid guide. */
  medicalGuide?: string;
  /** Number of the transport emergency card. */
  transportCard?: string;
  /** Texts with their subject. */
  notes?: Note[];
  /** How much of it. */
  quantities?: QuantityOf[];
}

/** A measured property. */
export interface Measurement {
  /** What is measured: the product, the package, a tolerance. */
  scope?: Code;
  /** The property. */
  type?: Code;
  /** The value. */
  value?: Decimal;
  /** Its unit. */
  unit?: Unit;
  /** Power the unit is raised to, when not 1. */
  unitExponent?: Decimal;
  /** Factor on the unit, when not 1. */
  unitMultiplier?: Decimal;
  /** A further factor of a compound unit. */
  unitTimes?: UnitFactor;
  /** Lower limit. */
  from?: Decimal;
  /** Upper limit. */
  to?: Decimal;
  /** How exact the value is. */
  significance?: Code;
  /** Kind of the value. */
  attribute?: Code;
  /** Surface or layer measured. */
  position?: Code;
  /** How it was measured. */
  method?: Code;
  /** Significant digits. */
  digits?: Decimal;
}

/** A factor of a compound unit of measure. */
export interface UnitFactor {
  /** The unit. */
  unit: Unit;
  /** Power it is raised to, when not 1. */
  exponent?: Decimal;
  /** Factor on it, when not 1. */
  multiplier?: Decimal;
  /** The next factor. */
  times?: UnitFactor;
}

/** A quantity by meaning. */
export interface QuantityOf {
  /** What is counted. */
  type: QuantityType;
  /** How many. */
  quantity?: Decimal;
  /** Of what. */
  unit?: Unit;
  /** Power the unit is raised to, when not 1. */
  unitExponent?: Decimal;
  /** Factor on the unit, when not 1. */
  unitMultiplier?: Decimal;
  /** A further factor of a compound unit. */
  unitTimes?: UnitFactor;
  /** The quantity in words. */
  text?: string;
  /** Service codes for this quantity. */
  services?: ServiceCodes[];
  /** When. */
  dates?: DateOf[];
  /** What it costs. */
  amounts?: AmountOf[];
}

/** A price, its class and what it depends on. */
export interface Price {
  /** For which class of trade. */
  class?: PriceClass;
  /** Which price: list, contract, retail. */
  type?: PriceType;
  /** Price of one unit. */
  price?: Decimal;
  /** Quantity the price is for. */
  quantity?: Decimal;
  /** Unit of quantity. */
  unit?: Unit;
  /** Power the unit is raised to, when not 1. */
  unitExponent?: Decimal;
  /** Factor on the unit, when not 1. */
  unitMultiplier?: Decimal;
  /** A further factor of a compound unit. */
  unitTimes?: UnitFactor;
  /** What multiplier does to the price. */
  multiplierType?: Code;
  /** Factor on the price. */
  multiplier?: Decimal;
  /** The extended amount. */
  amount?: Decimal;
  /** How the unit price is meant. */
  basis?: PriceBasis;
  /** Value that must hold for the price. */
  condition?: string;
  /** Number of the price in a series. */
  rank?: Decimal;
  /** Currency where it is not the document's. */
  currency?: Currency;
  /** Whose currency it is. */
  currencyRole?: PartyRole;
  /** How far allowances, charges and taxes are in the price (mappings/tables/price-qualifier.csv). */
  qualifier?: PriceQualifier;
  /** What the price of a sub-line does to its line. */
  subLinePrice?: Code;
  /** Quantities or amounts the price holds for. */
  limits?: Limits;
  /** Dates the price holds for. */
  dates?: DateOf[];
  /** Why the price is multiplied. */
  reason?: Code;
  /** The price in words. */
  description?: string;
}

/** An amount of money by meaning. */
export interface AmountOf {
  /** What the amount is. */
  type: AmountType;
  /** The amount. */
  amount?: Decimal;
  /** Whether it is a credit or a debit. */
  creditDebit?: Code;
  /** Numbers the amount belongs to. */
  references?: Reference[];
  /** Dates of the amount. */
  dates?: DateOf[];
  /** Percentages of the amount. */
  percentages?: PercentOf[];
  /** Accounts the amount is charged to. */
  accounting?: Accounting[];
  /** Currency where it is not the document's. */
  currency?: Currency;
  /** What that currency is used for. */
  currencyUse?: Code;
  /** State of the amount. */
  status?: Code;
}

/** A percentage by meaning. */
export interface PercentOf {
  /** What it is a share of. */
  type: Code;
  /** The percentage. */
  percent?: Decimal;
  /** What the percentage is of. */
  basis?: Code;
  /** Code list of basis. */
  list?: Code;
  /** Who keeps that list. */
  agency?: Code;
  /** Status of the percentage. */
  status?: Code;
}

/** A quantity or an amount for a period. */
export interface PeriodAmount {
  /** What quantity counts. */
  quantityType?: QuantityType;
  /** How many. */
  quantity?: Decimal;
  /** Of what. */
  unit?: Unit;
  /** Power the unit is raised to, when not 1. */
  unitExponent?: Decimal;
  /** Factor on the unit, when not 1. */
  unitMultiplier?: Decimal;
  /** A further factor of a compound unit. */
  unitTimes?: UnitFactor;
  /** What amount is. */
  amountType?: AmountType;
  /** The amount. */
  amount?: Decimal;
  /** Length of the period. */
  period?: Code;
  /** What start is. */
  startType?: DateType;
  /** First day. */
  start?: CalendarDate;
  /** Time of day of start. */
  startTime?: Time;
  /** What end is. */
  endType?: DateType;
  /** Last day. */
  end?: CalendarDate;
  /** Time of day of end. */
  endTime?: Time;
  /** What percent is a share of. */
  percentType?: Code;
  /** Percentage. */
  percent?: Decimal;
  /** Whether it applies. */
  condition?: Code;
}

/** Accounts an amount is charged to. */
export interface Accounting {
  /** Who keeps the accounts. */
  agency: Code;
  /** Service or charge it is for. */
  service?: Code;
  /** Whether that is an allowance or a charge. */
  indicator?: AllowanceChargeIndicator;
  /** The account, part by part: kind (type) and number (value). */
  codes?: CodeValue[];
  /** What the accounts are for, in words. */
  description?: string;
}

/** An identifier of the item. */
export interface ItemId {
  /** Who assigned it, or what it is. */
  scheme: ItemScheme;
  /** The identifier. */
  value?: string;
  /** Code list of the value. */
  list?: Code;
  /** Who assigned the value, or keeps that list. */
  agency?: Code;
}

/** Further identifiers of the item or of a part of it. */
export interface ItemGroup {
  /** Number of the group. */
  number?: string;
  /** The identifiers. */
  items?: ItemId[];
  /** What the identifiers are for: more of the same item, substitutes. */
  function?: Code;
}

/** A description, in words or by code. */
export interface Description {
  /** Whether words, code or both. */
  type?: DescriptionType;
  /** What is described: colour, size, finish. */
  characteristic?: Code;
  /** Who keeps code. */
  agency?: Code;
  /** The description by code. */
  code?: string;
  /** The description in words. */
  text?: string;
  /** Surface or layer described. */
  surface?: Code;
  /** Which list of the agency code is from. */
  source?: string;
  /** Whether the description holds. */
  condition?: Code;
  /** Language of text. */
  language?: Language;
  /** How packages make up a load. */
  unitLoad?: Code;
  /** Measurements of what is described. */
  measurements?: Measurement[];
}

/** A paper or file that goes with the document. */
export interface Attachment {
  /** Kind of paper. */
  type?: Code;
  /** How it is sent. */
  transmission?: Code;
  /** Number of copies. */
  copies?: Decimal;
  /** Who gets it. */
  role?: PartyRole;
  /** Scheme of id. */
  idScheme?: IdScheme;
  /** Number of the paper. */
  id?: string;
  /** What it holds. */
  description?: string;
  /** Category of the request. */
  category?: Code;
  /** Dates of the paper. */
  dates?: DateOf[];
  /** Where it is from. */
  source?: string;
  /** State of the paper. */
  status?: Code;
  /** Language of the paper. */
  language?: Language;
  /** Number of originals. */
  originals?: Decimal;
  /** In which condition it came. */
  conditions?: GoodsCondition[];
  /** Id of the paper, unique everywhere. */
  uuid?: string;
  /** Date of the paper. */
  issued?: CalendarDate;
  /** What the paper is, in words. */
  kind?: string;
  /** Whether it is a copy. */
  copy?: boolean;
  /** Where it is found. */
  uri?: string;
  /** Media type of content. */
  mimeType?: string;
  /** Name of the file. */
  fileName?: string;
  /** The file itself, Base64. */
  content?: string;
}

/** How units are packed. */
export interface Packaging {
  /** Inner packs in one outer pack. */
  innerPacks?: Decimal;
  /** Size of one unit in an inner pack. */
  size?: Decimal;
  /** Unit of size. */
  unit?: Unit;
  /** Form and material of the package, as sent. */
  packageType?: string;
  /** Which weight. */
  weightType?: WeightType;
  /** Gross weight of one pack. */
  weight?: Decimal;
  /** Unit of weight. */
  weightUnit?: Unit;
  /** Gross volume of one pack. */
  volume?: Decimal;
  /** Unit of volume. */
  volumeUnit?: Unit;
  /** Length. */
  length?: Decimal;
  /** Width. */
  width?: Decimal;
  /** Height. */
  height?: Decimal;
  /** Unit of length, width and height. */
  dimensionUnit?: Unit;
  /** Units in one inner pack. */
  unitsPerInnerPack?: Decimal;
  /** Surface or layer described. */
  surface?: Code;
  /** Number given to this packaging. */
  assignedId?: string;
  /** Number of the packaging this one is in. */
  parentId?: string;
  /** How many of them. */
  count?: Decimal;
  /** Level of packing. */
  level?: Code;
  /** More about the packing. */
  information?: Code;
  /** Terms of packing. */
  terms?: Code;
  /** Code list of packageType. */
  packageList?: Code;
  /** Who keeps that list. */
  packageAgency?: Code;
  /** Type of packages in words. */
  description?: string;
  /** Who pays the freight of returned packages. */
  returnPayment?: Code;
  /** What returned packages hold. */
  returnContents?: Code;
  /** Measures of the packages. */
  measurements?: Measurement[];
  /** Quantities in them. */
  quantities?: QuantityOf[];
  /** Dates of them. */
  dates?: DateOf[];
  /** Their numbers. */
  references?: Reference[];
  /** What is on them. */
  markings?: Marking[];
  /** How the packages are to be treated. */
  handling?: Hazard[];
  /** How many packages differ, and why. */
  statuses?: LineStatus[];
}

/** Marks and numbers on packages. */
export interface Mark {
  /** What the marks are. */
  type?: MarkType;
  /** The mark, or the first of a range. */
  value?: string;
  /** The last of the range. */
  to?: string;
  /** What the second marks are. */
  secondType?: MarkType;
  /** The second mark, or the first of its range. */
  secondValue?: string;
  /** The last of the second range. */
  secondTo?: string;
}

/** The goods by a tariff or trade list. */
export interface Commodity {
  /** Which list. */
  scheme: Code;
  /** The code. */
  code?: string;
}

/** Time from one event to another. */
export interface LeadTime {
  /** From what to what. */
  type: Code;
  /** How long. */
  quantity?: Decimal;
  /** In what: days, weeks. */
  unit?: Code;
  /** A date it counts from. */
  date?: CalendarDate;
}

/** What the buyer allows: part shipments, backorders, substitutes. */
export interface SalesCondition {
  /** What is allowed or required. */
  requirement?: Code;
  /** What to do when it cannot be met. */
  action?: Code;
  /** Limit as an amount. */
  amount?: Decimal;
  /** Account to charge. */
  account?: string;
  /** Last day it holds. */
  date?: CalendarDate;
  /** Who keeps service. */
  agency?: Code;
  /** Special service asked. */
  service?: Code;
  /** Which substitutes are allowed. */
  substitution?: Code;
  /** Limit as a percentage. */
  percent?: Decimal;
  /** What percent is a share of. */
  percentType?: Code;
  /** Items it names, for example allowed substitutes. */
  items?: ItemId[];
}

/** A restriction, for example a smallest order. */
export interface Restriction {
  /** What is restricted. */
  type: Code;
  /** The restriction in words. */
  description?: string;
  /** What quantity counts. */
  quantityType?: QuantityType;
  /** Limit as a quantity. */
  quantity?: Decimal;
  /** What amount is. */
  amountType?: AmountType;
  /** Limit as an amount. */
  amount?: Decimal;
}

/** The contract a line is ordered under. */
export interface ContractTerms {
  /** Kind of contract. */
  type: Code;
  /** Its amount. */
  amount?: Decimal;
  /** Its percentage. */
  percent?: Decimal;
  /** Its number. */
  reference?: string;
  /** Discount under it. */
  discountPercent?: Decimal;
  /** Its version. */
  version?: string;
}

/** A price or quantity that departs from the line's. */
export interface Variation {
  /** Why. */
  reason: Code;
  /** From when. */
  date?: CalendarDate;
  /** Which price. */
  priceType?: PriceType;
  /** Price of one unit. */
  price?: Decimal;
  /** How the unit price is meant. */
  priceBasis?: PriceBasis;
  /** Quantity it holds for. */
  quantity?: Decimal;
  /** Unit of quantity. */
  unit?: Unit;
  /** The variation in words. */
  description?: string;
}

/** How much of a line was or will be shipped, and why not all. */
export interface LineStatus {
  /** Quantity shipped. */
  quantity?: Decimal;
  /** Unit of quantity. */
  unit?: Unit;
  /** State of the line. */
  status?: Code;
  /** Quantity above or below what was ordered. */
  difference?: Decimal;
  /** Why. */
  reason?: Code;
  /** Which quantity differs. */
  type?: QuantityType;
  /** Why, in words. */
  reasonText?: string;
  /** When the rest comes. */
  dates?: DateOf[];
  /** Code list of reason. */
  reasonList?: Code;
  /** Who keeps that list. */
  reasonAgency?: Code;
}

/** A delivery of part of a line: how much, where and when. */
export interface Schedule {
  /** How much. */
  quantity?: Decimal;
  /** Unit of quantity. */
  unit?: Unit;
  /** Role of the party it is for. */
  partyRole?: PartyRole;
  /** Its name. */
  partyName?: string;
  /** What date is. */
  dateType?: DateType;
  /** When. */
  date?: CalendarDate;
  /** Time of day. */
  time?: Time;
  /** What endDate is. */
  endDateType?: DateType;
  /** Until when. */
  endDate?: CalendarDate;
  /** Time of day of endDate. */
  endTime?: Time;
  /** Buyer's number for this delivery. */
  reference?: string;
  /** Number of the delivery within the line. */
  number?: string;
  /** Packages and weights. */
  cargo?: Cargo[];
  /** How it travels. */
  transport?: Transport[];
  /** Trailers and containers. */
  equipment?: Equipment[];
  /** Dangerous goods notes. */
  hazards?: Hazard[];
  /** Numbers that concern this delivery. */
  references?: Reference[];
  /** How firm it is. */
  status?: Code;
  /** What is asked for. */
  requirement?: Code;
  /** How often. */
  frequency?: Code;
  /** Pattern of despatch. */
  pattern?: Code;
  /** Time within the pattern. */
  timing?: Code;
  /** Its other dates. */
  dates?: DateOf[];
  /** Its other quantities. */
  quantities?: QuantityOf[];
  /** Texts to it. */
  notes?: Note[];
}

/** The part of a line that goes to one place. */
export interface Destination {
  /** Store or other place. */
  id?: string;
  /** Scheme of id. */
  idScheme?: IdScheme;
  /** How much. */
  quantity?: Decimal;
  /** Unit of quantity. */
  unit?: Unit;
  /** Place within the store, for example the department. */
  locationId?: string;
  /** Code list of id. */
  idList?: Code;
  /** Name of the place. */
  name?: string;
  /** When. */
  dates?: DateOf[];
  /** Other quantities for it. */
  quantities?: QuantityOf[];
}

/** A yes or no answer to a stated condition, such as a legal declaration. */
export interface Question {
  /** What is asked. */
  condition?: Code;
  /** The answer. */
  response?: Code;
  /** Form of period, as sent. */
  periodFormat?: string;
  /** Date or period the answer holds for. */
  period?: string;
  /** The declaration in words. */
  text?: string[];
  /** Which list code is from. */
  list?: Code;
  /** The declaration by code. */
  code?: string;
}

/** A ship and its voyage. */
export interface Vessel {
  /** Vessel's number. */
  code?: string;
  /** Vessel's name. */
  name?: string;
  /** Flag. */
  country?: Country;
  /** Voyage or flight. */
  voyage?: string;
  /** Carrier's code (SCAC). */
  carrier?: string;
  /** Whether the ship is required. */
  requirement?: Code;
  /** Kind of vessel. */
  type?: Code;
  /** List that code is from. */
  codeScheme?: Code;
  /** Means of transport. */
  mode?: TransportMode;
  /** Ports of the voyage. */
  ports?: Port[];
  /** Dates of the voyage. */
  dates?: DateOf[];
}

/** A port or terminal. */
export interface Port {
  /** What happens there. */
  function: Code;
  /** Kind of place. */
  locationType?: LocationType;
  /** Its code, such as UN/LOCODE. */
  locationId?: string;
  /** Its name. */
  name?: string;
  /** Its country. */
  country?: Country;
  /** Terminal. */
  terminal?: string;
  /** Pier. */
  pier?: string;
  /** State or province. */
  region?: string;
}

/** A component, an assortment part or an option of a line. */
export interface SubLine {
  /** Number of the sub-line. */
  number?: string;
  /** Number of the sub-line this one belongs to. */
  parent?: string;
  /** Whether it is included, added or a choice. */
  relationship?: Code;
  /** How much. */
  quantity?: Decimal;
  /** Unit of quantity. */
  unit?: Unit;
  /** Power the unit is raised to, when not 1. */
  unitExponent?: Decimal;
  /** Factor on the unit, when not 1. */
  unitMultiplier?: Decimal;
  /** A further factor of a compound unit. */
  unitTimes?: UnitFactor;
  /** Price of one unit. */
  price?: Decimal;
  /** How the unit price is meant. */
  priceBasis?: PriceBasis;
  /** Whether the price is part of the line's. */
  priceRelationship?: Code;
  /** Buyer's number for the item. */
  buyerItem?: string;
  /** Supplier's number for the item. */
  supplierItem?: string;
  /** GTIN of the item. */
  gtin?: Gtin;
  /** Its other identifiers. */
  items?: ItemId[];
  /** The item in words. */
  description?: string;
  /** What description describes: the product, its colour. */
  descriptionCharacteristic?: Code;
  /** Language of description. */
  descriptionLanguage?: Language;
  /** Further descriptions. */
  descriptions?: Description[];
  /** Free text. */
  remarks?: string[];
  /** Further texts with their own subject. */
  messages?: TextOf[];
  /** Service codes. */
  services?: ServiceCodes[];
  /** Prices or quantities that depart from the sub-line's. */
  variations?: Variation[];
  /** Tariff or trade codes. */
  commodities?: Commodity[];
  /** Dates. */
  dates?: DateOf[];
  /** Numbers. */
  references?: Reference[];
  /** Further prices. */
  prices?: Price[];
  /** Quantities or amounts for periods. */
  periodAmounts?: PeriodAmount[];
  /** How it is packed. */
  packaging?: Packaging[];
  /** Who is taxed where. */
  taxStatus?: TaxStatus[];
  /** Taxes. */
  taxes?: Tax[];
  /** Texts with their subject. */
  notes?: Note[];
  /** Allowances and charges. */
  allowancesCharges?: AllowanceOrCharge[];
  /** Further quantities. */
  quantities?: QuantityOf[];
  /** What the seller answers to the sub-line. */
  outcomes?: LineOutcomeDetail[];
  /** Parties of the sub-line. */
  parties?: Party[];
}

/** What the seller does with a line, or with a part of its quantity. */
export interface LineOutcomeDetail {
  /** What happens to it. */
  outcome: LineOutcome;
  /** Quantity it holds for. */
  quantity?: Decimal;
  /** Unit of quantity. */
  unit?: Unit;
  /** What date is. */
  dateType?: DateType;
  /** When. */
  date?: CalendarDate;
  /** Number the buyer gave to the request. */
  reference?: string;
  /** Buyer's number for the item meant. */
  buyerItem?: string;
  /** Supplier's number for the item meant, for example the substitute. */
  supplierItem?: string;
  /** GTIN of the item meant. */
  gtin?: Gtin;
  /** Its other identifiers. */
  items?: ItemId[];
  /** Who keeps reason. */
  agency?: Code;
  /** Which list of the agency reason is from. */
  reasonList?: string;
  /** Why, by code. */
  reason?: string;
  /** Why, in words. */
  reasonText?: string;
  /** Further dates. */
  dates?: DateOf[];
}

/** One ordered item. */
export interface OrderLine {
  /** Number of the line, as the buyer gave it. */
  number?: string;
  /** What a change does to the line. */
  action?: LineAction;
  /** Ordered quantity. */
  quantity?: Decimal;
  /** Quantity still to be received, after a change. */
  quantityLeft?: Decimal;
  /** Unit of quantity. */
  unit?: Unit;
  /** Power the unit is raised to, when not 1. */
  unitExponent?: Decimal;
  /** Factor on the unit, when not 1. */
  unitMultiplier?: Decimal;
  /** A further factor of a compound unit. */
  unitTimes?: UnitFactor;
  /** Price of one unit. */
  price?: Decimal;
  /** How the unit price is meant. */
  priceBasis?: PriceBasis;
  /** Currency where it is not the document's. */
  currency?: Currency;
  /** Whose currency it is. */
  currencyRole?: PartyRole;
  /** Buyer's number for the item. */
  buyerItem?: string;
  /** Supplier's number for the item. */
  supplierItem?: string;
  /** GTIN of the item. */
  gtin?: Gtin;
  /** Its other identifiers. */
  items?: ItemId[];
  /** Further groups of identifiers. */
  itemGroups?: ItemGroup[];
  /** The item in words. */
  description?: string;
  /** What description describes: the product, its colour. */
  descriptionCharacteristic?: Code;
  /** Language of description. */
  descriptionLanguage?: Language;
  /** Measurements given together with description. */
  descriptionMeasurements?: Measurement[];
  /** Further descriptions. */
  descriptions?: Description[];
  /** Day the goods are wanted. */
  requestedDelivery?: CalendarDate;
  /** Time of day of requestedDelivery. */
  requestedDeliveryTime?: Time;
  /** Day the goods are to leave. */
  requestedShip?: CalendarDate;
  /** Time of day of requestedShip. */
  requestedShipTime?: Time;
  /** Other dates. */
  dates?: DateOf[];
  /** Numbers that concern the line. */
  references?: Reference[];
  /** People for this line. */
  contacts?: Contact[];
  /** Free text. */
  remarks?: string[];
  /** Further texts with their own subject. */
  messages?: TextOf[];
  /** Texts with their subject. */
  notes?: Note[];
  /** How it is packed. */
  packaging?: Packaging[];
  /** How it is to be packed. */
  packagingInstructions?: Description[];
  /** Marks and numbers for the packages. */
  marks?: Mark[];
  /** Measured properties. */
  measurements?: Measurement[];
  /** Further prices, for example retail. */
  prices?: Price[];
  /** Quantities or amounts for periods. */
  periodAmounts?: PeriodAmount[];
  /** Amounts of the line by meaning. */
  amounts?: AmountOf[];
  /** Percentages of the line. */
  percentages?: PercentOf[];
  /** Further quantities. */
  quantities?: QuantityOf[];
  /** Allowances and charges of the line. */
  allowancesCharges?: AllowanceOrCharge[];
  /** Taxes of the line. */
  taxes?: Tax[];
  /** Who is taxed where. */
  taxStatus?: TaxStatus[];
  /** Payment terms of the line. */
  terms?: PaymentTerm[];
  /** Discounts that grow with quantity or value. */
  discounts?: Discount[];
  /** What the buyer allows for the line. */
  salesConditions?: SalesCondition[];
  /** Conditions that name items, for example allowed substitutes. */
  itemConditions?: SalesCondition;
  /** Contract the line is ordered under. */
  contractTerms?: ContractTerms;
  /** Prices or quantities that depart from the line's. */
  variations?: Variation[];
  /** How much was shipped already. */
  statuses?: LineStatus[];
  /** Papers that go with the line. */
  attachments?: Attachment[];
  /** Tariff or trade codes. */
  commodities?: Commodity[];
  /** Service codes. */
  services?: ServiceCodes[];
  /** Codes from an industry's own lists. */
  codeLists?: CodeList[];
  /** Restrictions of the line. */
  restrictions?: Restriction[];
  /** Lead times. */
  leadTimes?: LeadTime[];
  /** Delivery terms of the line. */
  deliveryTerms?: DeliveryTerms[];
  /** How the line travels. */
  transport?: Transport[];
  /** Packages and weights. */
  cargo?: Cargo[];
  /** Trailers and containers. */
  equipment?: Equipment[];
  /** Dangerous goods notes. */
  hazards?: Hazard[];
  /** Deliveries of parts of the line. */
  schedules?: Schedule[];
  /** Quantities by store. */
  destinations?: Destination[];
  /** Components, assortment parts and options. */
  subLines?: SubLine[];
  /** Where the line goes, when not where the document says. */
  shipTo?: Party;
  /** Other parties of the line. */
  parties?: Party[];
  /** What only one pair of partners needs. */
  extensions?: Extensions;
  /** What is done to the set. */
  configuration?: Code;
  /** Which price. */
  priceType?: PriceType;
  /** Units the price is for. */
  priceQuantity?: Decimal;
  /** Unit of priceQuantity. */
  priceUnit?: Unit;
  /** Numbers that belong together. */
  identifierSets?: IdentifierSet[];
  /** Properties. */
  characteristics?: Characteristic[];
  /** Places. */
  locations?: Location[];
  /** Requirements. */
  requirements?: Requirement[];
  /** Stages. */
  stages?: Stage[];
  /** Why it was adjusted. */
  adjustments?: Adjustment[];
  /** The item where no field beside says what it is called. */
  item?: ItemReference;
  /** Number of the line this one is a part of. */
  parentLine?: string;
  /** What the line is to that line. */
  parentRelation?: Code;
  /** Level in the set the lines make. */
  level?: string;
  /** Origin and conditions. */
  tradeConditions?: TradeCondition[];
  /** How it is paid. */
  paymentInstructions?: PaymentInstruction[];
  /** Buyer's account or cost centre. */
  accountingCost?: string;
  /** Buyer's account by code. */
  accountingCode?: Code;
  /** Whether it may be delivered in parts. */
  partialDelivery?: boolean;
  /** Whether the rest may follow. */
  backorder?: boolean;
  /** Supplier's number for the line. */
  supplierLine?: string;
  /** The item in a few words. */
  name?: string;
  /** Brands. */
  brands?: string[];
  /** Models. */
  models?: string[];
  /** Factor from the unit of the price to that of the quantity. */
  priceFactor?: Decimal;
  /** What price has taken off or added already. */
  priceAllowances?: AllowanceOrCharge[];
  /** Pieces and lots. */
  instances?: ItemInstance[];
  /** First day the goods may arrive. */
  deliverNotBefore?: CalendarDate;
  /** Time of day of deliverNotBefore. */
  deliverNotBeforeTime?: Time;
}

/** Totals as they were given. */
export interface Totals {
  /** Total of the document. */
  amount?: Decimal;
  /** Sum of the lines. */
  lineAmount?: Decimal;
  /** Amount to pay. */
  amountDue?: Decimal;
  /** Amount a settlement discount is computed from. */
  amountSubjectToDiscount?: Decimal;
  /** Amount to pay within the discount period. */
  discountedAmountDue?: Decimal;
  /** Settlement discount as an amount. */
  discount?: Decimal;
  /** Total tax. */
  taxAmount?: Decimal;
  /** Other totals by meaning. */
  amounts?: AmountOf[];
  /** Number of lines. */
  lineCount?: Decimal;
  /** Sum of quantities, or a check sum of them. */
  quantity?: Decimal;
  /** Total weight. */
  weight?: Decimal;
  /** Unit of weight. */
  weightUnit?: Unit;
  /** Total volume. */
  volume?: Decimal;
  /** Unit of volume. */
  volumeUnit?: Unit;
  /** Text about the totals. */
  description?: string;
  /** Control totals by code. */
  counts?: QuantityOf[];
  /** Allowances and charges summed by kind. */
  allowancesCharges?: AllowanceOrCharge[];
  /** What rounding added to the amount due. */
  rounding?: Decimal;
}

/** The rate between two currencies. */
export interface Exchange {
  /** Units of the second currency for one of the document's. */
  rate?: Decimal;
  /** Whose currency the second one is. */
  role?: PartyRole;
  /** The second currency. */
  currency?: Currency;
  /** Market the rate is from. */
  market?: Code;
  /** What date is. */
  dateType?: DateType;
  /** Date of the rate. */
  date?: CalendarDate;
  /** Time of day of the rate. */
  time?: Time;
  /** What the second currency is used for. */
  use?: Code;
  /** What the document's currency is used for. */
  currencyUse?: Code;
  /** Dates the rate holds for. */
  dates?: DateOf[];
  /** Currency it is a rate of, where not the document's. */
  ofCurrency?: Currency;
  /** UBL cbc:SourceCurrencyBaseRate. */
  ofBase?: Decimal;
  /** UBL cbc:TargetCurrencyBaseRate. */
  base?: Decimal;
  /** Percentages of the rate. */
  percentages?: PercentOf[];
  /** Which currency ofCurrency is, when not that of reference. */
  ofType?: Code;
  /** What is done with the rate. */
  operator?: Code;
}

/** Where the document came from, set by the gateway and not by mappings. */
export interface Source {
  /** Id of the transmission. */
  transmission?: string;
  /** Format on the wire: x12, edifact, xml, csv, json. */
  format?: string;
  /** What the document came in beyond its own format: sbdh. */
  envelope?: string;
  /** Interchange control number. */
  interchange?: string;
  /** Group control number. */
  group?: string;
  /** Transaction set or message control number. */
  set?: string;
  /** Release or directory, for example 004010. */
  release?: string;
  /** Sender as the envelope names it. */
  sender?: string;
  /** Receiver as the envelope names it. */
  receiver?: string;
  /** Partner in this gateway. */
  partner?: string;
  /** Version of the agreement used. */
  agreementVersion?: string;
  /** Mapping used. */
  mapping?: string;
  /** Version of the mapping used. */
  mappingVersion?: string;
}

/** An account at a bank. */
export interface BankAccount {
  /** Whose account it is. */
  role?: PartyRole;
  /** Number of the account. */
  account?: string;
  /** Name of the holder. */
  holder?: string[];
  /** Currency of the account. */
  currency?: Currency;
  /** Code of the bank, such as its BIC. */
  bankId?: string;
  /** List that bankId is from. */
  bankIdList?: Code;
  /** Scheme of bankId. */
  bankIdScheme?: IdScheme;
  /** Code of the branch. */
  branchId?: string;
  /** List that branchId is from. */
  branchIdList?: Code;
  /** Scheme of branchId. */
  branchIdScheme?: IdScheme;
  /** Name of the bank. */
  bankName?: string;
  /** Branch or place of the bank. */
  branchName?: string;
  /** Country of the bank. */
  country?: Country;
  /** Scheme of account, such as IBAN. */
  accountScheme?: Code;
}

/** How payment is made. */
export interface PaymentInstruction {
  /** Conditions of payment. */
  condition?: Code;
  /** Guarantee of payment. */
  guarantee?: Code;
  /** Means of payment. */
  means?: Code;
  /** List that means is from. */
  list?: Code;
  /** Who keeps that list. */
  agency?: Code;
  /** Way of payment. */
  channel?: Code;
  /** Number of the instruction. */
  id?: string;
  /** What the payer is to name. */
  reference?: string;
  /** Day it is due. */
  due?: CalendarDate;
  /** What else to know. */
  text?: string;
  /** Account it is paid to. */
  account?: BankAccount;
  /** Account it is paid from. */
  payerAccount?: BankAccount;
  /** Card it is paid with. */
  card?: PaymentCard;
}

/** A card to pay with. */
export interface PaymentCard {
  /** Kind of card. */
  type?: string;
  /** Number of the card. */
  number?: string;
  /** Name of the holder. */
  holder?: string;
  /** Until when it is valid, as sent. */
  expires?: string;
  /** Code of the authorization. */
  authorization?: string;
  /** Number to refer to. */
  reference?: string;
}

/** A place that matters. */
export interface Location {
  /** What the place is. */
  type?: LocationType;
  /** Its code, such as UN/LOCODE or GLN. */
  id?: string;
  /** List that id is from. */
  list?: Code;
  /** Scheme of id. */
  idScheme?: IdScheme;
  /** Its name. */
  name?: string;
  /** Code of a place within it or beside it. */
  firstRelatedId?: string;
  /** Scheme of firstRelatedId. */
  firstRelatedScheme?: IdScheme;
  /** Its name. */
  firstRelatedName?: string;
  /** Code of a second such place. */
  secondRelatedId?: string;
  /** Scheme of secondRelatedId. */
  secondRelatedScheme?: IdScheme;
  /** Its name. */
  secondRelatedName?: string;
  /** How the places relate. */
  relation?: Code;
  /** Quantities there. */
  quantities?: QuantityOf[];
  /** Dates there. */
  dates?: DateOf[];
  /** Percentages for the place. */
  percentages?: PercentOf[];
}

/** Origin, duty regime and special conditions. */
export interface TradeCondition {
  /** Country the goods are from. */
  origin?: Country;
  /** Duty regime. */
  dutyRegime?: Code;
  /** Special conditions, by code. */
  conditions?: string[];
}

/** An identifier of an item, as it was given. */
export interface ItemReference {
  /** Who assigned it, or what it is. */
  scheme?: ItemScheme;
  /** The identifier. */
  value?: string;
  /** Code list of value. */
  list?: Code;
  /** Who assigned value, or keeps that list. */
  agency?: Code;
}

/** Lower and upper limit of a value. */
export interface Limits {
  /** What is limited. */
  type?: Code;
  /** Unit of the limits. */
  unit?: Unit;
  /** Lower limit. */
  from?: Decimal;
  /** Upper limit. */
  to?: Decimal;
}

/** A requirement or condition of an industry or authority. */
export interface Requirement {
  /** Sector or subject. */
  area?: Code;
  /** The requirement. */
  code?: Code;
  /** Code list of code. */
  list?: Code;
  /** Who keeps that list. */
  agency?: Code;
  /** The requirement in words. */
  description?: string;
  /** What to do with it. */
  action?: Code;
  /** Country whose it is. */
  country?: Country;
  /** Its numbers. */
  references?: Reference[];
  /** Its dates. */
  dates?: DateOf[];
  /** Texts to it. */
  notes?: Note[];
}

/** A property of the item. */
export interface Characteristic {
  /** Class of the property. */
  class?: Code;
  /** What is measured. */
  dimension?: Code;
  /** How exact it is meant. */
  significance?: Code;
  /** Attribute of what is measured. */
  attribute?: Code;
  /** The attribute in words. */
  attributeText?: string;
  /** The property. */
  code?: Code;
  /** Code list of code. */
  list?: Code;
  /** Who keeps that list. */
  agency?: Code;
  /** The property in words. */
  name?: string;
  /** How much it matters. */
  relevance?: Code;
  /** What it is. */
  values?: CharacteristicValue[];
  /** What it measures. */
  measurements?: Measurement[];
  /** Unit of its values. */
  unit?: string;
}

/** A value of a property. */
export interface CharacteristicValue {
  /** The value. */
  code?: Code;
  /** Code list of code. */
  list?: Code;
  /** Who keeps that list. */
  agency?: Code;
  /** The value in words. */
  text?: string;
}

/** Numbers that belong together. */
export interface IdentifierSet {
  /** What they identify. */
  type?: Code;
  /** The numbers. */
  numbers?: IdentifierOf[];
}

/** A number with what it is. */
export interface IdentifierOf {
  /** The number. */
  value?: string;
  /** What it is. */
  type?: Code;
  /** Its status. */
  status?: Code;
}

/** How a price is to be taken, in our words (mappings/tables/price-qualifier.csv), or the value as sent after its prefix. */
export type PriceQualifier = string;

/** One of the stages the goods go through. */
export interface Stage {
  /** Which stage. */
  type?: Code;
  /** How many there are. */
  count?: Decimal;
  /** Which one it is. */
  actual?: Decimal;
  /** Its quantities. */
  quantities?: QuantityOf[];
}

/** Why something was adjusted. */
export interface Adjustment {
  /** The reason. */
  reason?: Code;
  /** Line it is about. */
  line?: string;
  /** Texts to it. */
  notes?: Note[];
}

/** What is on packages. */
export interface Marking {
  /** What it is. */
  type?: MarkType;
  /** The marks. */
  text?: string[];
  /** Status of the packages. */
  status?: Code;
  /** How it is marked. */
  format?: Code;
  /** Code list of format. */
  list?: Code;
  /** Who keeps that list. */
  agency?: Code;
  /** Numbers on it. */
  references?: Reference[];
  /** Dates on it. */
  dates?: DateOf[];
  /** Numbers of single packages. */
  marks?: Mark[];
  /** Numbers that belong together. */
  identifierSets?: IdentifierSet[];
  /** Measured properties of what is marked. */
  measurements?: Measurement[];
  /** How much is marked so. */
  quantities?: QuantityOf[];
  /** How it is to be treated. */
  handling?: Hazard[];
  /** In which condition it came. */
  conditions?: GoodsCondition[];
  /** How much differs, and why. */
  statuses?: LineStatus[];
}

/** A total of tax beside that of the document or line. */
export interface TaxTotal {
  /** Amount of tax. */
  amount?: Decimal;
  /** Currency where it is not the document's. */
  currency?: Currency;
  /** What rounding added. */
  rounding?: Decimal;
  /** The taxes it is of. */
  taxes?: Tax[];
}

/** A registration of a party with a tax authority. */
export interface TaxRegistration {
  /** Number of the registration. */
  id?: string;
  /** Scheme of id. */
  idScheme?: IdScheme;
  /** Name it is registered under. */
  name?: string;
  /** How the party is taxed. */
  level?: Code;
  /** Why it is exempt, by code. */
  exemptionCode?: Code;
  /** Why it is exempt. */
  exemptionReason?: string;
  /** Address it is registered at. */
  address?: Address;
  /** Which tax. */
  tax?: TaxType;
  /** The tax in words. */
  taxName?: string;
  /** The tax by another code. */
  taxCode?: Code;
}

/** A person of a party. */
export interface Person {
  /** Identifier of the person. */
  id?: string;
  /** First name. */
  firstName?: string;
  /** Middle name. */
  middleName?: string;
  /** Last name. */
  lastName?: string;
  /** Title. */
  title?: string;
  /** Position. */
  jobTitle?: string;
  /** Department. */
  department?: string;
}

/** Something paid already. */
export interface Prepayment {
  /** Number of the payment. */
  id?: string;
  /** Amount. */
  amount?: Decimal;
  /** Day it was received. */
  received?: CalendarDate;
  /** Day it was paid. */
  paid?: CalendarDate;
  /** What it was paid for. */
  instruction?: string;
}

/** A piece or lot of an item. */
export interface ItemInstance {
  /** Serial number. */
  serialNumber?: string;
  /** Lot or batch. */
  lot?: string;
  /** Expiry date. */
  expires?: CalendarDate;
  /** Best before this day. */
  bestBefore?: CalendarDate;
  /** Day it was made. */
  manufactured?: CalendarDate;
  /** Number it is traced by. */
  traceId?: string;
  /** Registration, as of a vehicle. */
  registration?: string;
}

/** What a buyer orders from a supplier. */
export interface Order {
  /** Which document this is. */
  type: 'order';
  /** Version of this vocabulary; it only grows within a version. */
  schemaVersion: Version;
  /** Id of the document in this gateway. */
  id?: string;
  /** Where the document came from. */
  source?: Source;
  /** Buyer's number of the order. */
  number: string;
  /** Number of this release against a blanket order. */
  release?: string;
  /** Whether this is the first sending, a replacement, a cancellation. */
  purpose?: Purpose;
  /** Kind of order. */
  kind?: OrderKind;
  /** Date of the order. */
  issued?: CalendarDate;
  /** Time of day of issued. */
  issuedTime?: Time;
  /** Contract the order is placed under. */
  contract?: string;
  /** Kind of contract. */
  contractType?: Code;
  /** Which order response the buyer wants. */
  acknowledgmentRequested?: Code;
  /** Which kind of invoice the buyer wants. */
  invoiceType?: Code;
  /** Buyer's category of the purchase. */
  purchaseCategory?: Code;
  /** Security level of the order. */
  securityLevel?: Code;
  /** Finer kind of the document. */
  transactionType?: Code;
  /** Currency of all amounts that name no other. */
  currency?: Currency;
  /** Whose currency it is. */
  currencyRole?: PartyRole;
  /** Rate to a second currency. */
  exchange?: Exchange;
  /** Day the goods are wanted. */
  requestedDelivery?: CalendarDate;
  /** Time of day of requestedDelivery. */
  requestedDeliveryTime?: Time;
  /** Day the goods are to leave. */
  requestedShip?: CalendarDate;
  /** Time of day of requestedShip. */
  requestedShipTime?: Time;
  /** First day the goods may leave. */
  shipNotBefore?: CalendarDate;
  /** Time of day of shipNotBefore. */
  shipNotBeforeTime?: Time;
  /** Last day the goods may leave. */
  shipNotAfter?: CalendarDate;
  /** Time of day of shipNotAfter. */
  shipNotAfterTime?: Time;
  /** First day the goods may arrive. */
  deliverNotBefore?: CalendarDate;
  /** Time of day of deliverNotBefore. */
  deliverNotBeforeTime?: Time;
  /** Last day the goods may arrive. */
  deliverNotAfter?: CalendarDate;
  /** Time of day of deliverNotAfter. */
  deliverNotAfterTime?: Time;
  /** Day after which the order lapses. */
  cancelAfter?: CalendarDate;
  /** Time of day of cancelAfter. */
  cancelAfterTime?: Time;
  /** Other dates. */
  dates?: DateOf[];
  /** Who buys. */
  buyer?: Party;
  /** Who sells. */
  supplier?: Party;
  /** Where the goods go. */
  shipTo?: Party;
  /** Who gets the invoice. */
  billTo?: Party;
  /** Where the goods come from. */
  shipFrom?: Party;
  /** Who is paid, when not the supplier. */
  payee?: Party;
  /** Who carries the goods. */
  carrier?: Party;
  /** Everyone else, each with a role. */
  parties?: Party[];
  /** People or desks for the whole document. */
  contacts?: Contact[];
  /** Other numbers. */
  references?: Reference[];
  /** Texts with their subject. */
  notes?: Note[];
  /** Allowances and charges of the whole document. */
  allowancesCharges?: AllowanceOrCharge[];
  /** Taxes of the whole document. */
  taxes?: Tax[];
  /** Who is taxed where. */
  taxStatus?: TaxStatus[];
  /** Payment terms. */
  terms?: PaymentTerm[];
  /** Who pays carriage, where title and risk pass. */
  deliveryTerms?: DeliveryTerms[];
  /** How the goods travel. */
  transport?: Transport[];
  /** Packages and weights. */
  cargo?: Cargo[];
  /** Trailers and containers. */
  equipment?: Equipment[];
  /** Dangerous goods notes. */
  hazards?: Hazard[];
  /** What the document is about. */
  descriptions?: Description[];
  /** Measured properties. */
  measurements?: Measurement[];
  /** How to pack. */
  packagingInstructions?: Description[];
  /** Prices that hold for the whole document. */
  prices?: Price[];
  /** Quantities or amounts for periods. */
  periodAmounts?: PeriodAmount[];
  /** Amounts by meaning. */
  amounts?: AmountOf[];
  /** Percentages by meaning. */
  percentages?: PercentOf[];
  /** What the buyer allows. */
  salesConditions?: SalesCondition[];
  /** Discounts that grow with quantity or value. */
  discounts?: Discount[];
  /** Lead times. */
  leadTimes?: LeadTime[];
  /** Items that hold for the whole document. */
  itemGroups?: ItemGroup[];
  /** Tariff or trade codes. */
  commodities?: Commodity[];
  /** Service codes. */
  services?: ServiceCodes[];
  /** Codes from an industry's own lists. */
  codeLists?: CodeList[];
  /** Restrictions, for example a smallest order. */
  restrictions?: Restriction[];
  /** Papers that go with the document. */
  attachments?: Attachment[];
  /** Marks and numbers for the packages. */
  marks?: Mark[];
  /** Code list of kind. */
  kindList?: Code;
  /** Who keeps that list. */
  kindAgency?: Code;
  /** Kind in words. */
  kindName?: string;
  /** Version of the document. */
  version?: string;
  /** Revision of the document. */
  revision?: string;
  /** Date of the contract. */
  contractIssued?: CalendarDate;
  /** How it is paid. */
  paymentInstructions?: PaymentInstruction[];
  /** Origin and conditions of trade. */
  tradeConditions?: TradeCondition[];
  /** Rates between other currencies. */
  exchanges?: Exchange[];
  /** Packages of the whole document. */
  packaging?: Packaging[];
  /** Delivery schedules of the whole document. */
  schedules?: Schedule[];
  /** Requirements of an industry or authority. */
  requirements?: Requirement[];
  /** Numbers that belong together. */
  identifierSets?: IdentifierSet[];
  /** What is ordered. */
  lines: OrderLine[];
  /** Totals as they were given. */
  totals?: Totals;
  /** What only one pair of partners needs. */
  extensions?: Extensions;
  /** Rules the document follows beyond its vocabulary. */
  specification?: string;
  /** Business process the document is a step of. */
  businessProcess?: string;
  /** Which run of it the document belongs to. */
  processInstance?: string;
  /** Id the sender gave the document, unique everywhere. */
  uuid?: string;
  /** Whether it is a copy. */
  copy?: boolean;
  /** Buyer's account or cost centre. */
  accountingCost?: string;
  /** Buyer's account by code. */
  accountingCode?: Code;
  /** Totals of further taxes, or in another currency. */
  taxTotals?: TaxTotal[];
  /** Reference the buyer wants back. */
  customerReference?: string;
  /** Currency tax is accounted in. */
  taxCurrency?: Currency;
}

/** What a buyer changes in an order already placed. */
export interface OrderChange {
  /** Which document this is. */
  type: 'order-change';
  /** Version of this vocabulary; it only grows within a version. */
  schemaVersion: Version;
  /** Id of the document in this gateway. */
  id?: string;
  /** Where the document came from. */
  source?: Source;
  /** Number of the change itself. */
  number?: string;
  /** Which change to the order this is. */
  sequence?: string;
  /** Buyer's number of the order. */
  orderNumber: string;
  /** Date of the order. */
  orderIssued?: CalendarDate;
  /** Number of the release against a blanket order. */
  release?: string;
  /** Whether this changes, replaces or cancels the order. */
  purpose?: Purpose;
  /** Kind of order. */
  kind?: OrderKind;
  /** Date of the change. */
  issued?: CalendarDate;
  /** Time of day of issued. */
  issuedTime?: Time;
  /** Number the buyer gave to the request. */
  requestReference?: string;
  /** Supplier's number of the order. */
  supplierOrderNumber?: string;
  /** Date of the supplier's answer to the order. */
  responseIssued?: CalendarDate;
  /** Contract the order is placed under. */
  contract?: string;
  /** Kind of contract. */
  contractType?: Code;
  /** Which order response the buyer wants. */
  acknowledgmentRequested?: Code;
  /** Buyer's category of the purchase. */
  purchaseCategory?: Code;
  /** Security level of the order. */
  securityLevel?: Code;
  /** Finer kind of the document. */
  transactionType?: Code;
  /** Currency of all amounts that name no other. */
  currency?: Currency;
  /** Whose currency it is. */
  currencyRole?: PartyRole;
  /** Rate to a second currency. */
  exchange?: Exchange;
  /** Day the goods are wanted. */
  requestedDelivery?: CalendarDate;
  /** Time of day of requestedDelivery. */
  requestedDeliveryTime?: Time;
  /** Day the goods are to leave. */
  requestedShip?: CalendarDate;
  /** Time of day of requestedShip. */
  requestedShipTime?: Time;
  /** First day the goods may leave. */
  shipNotBefore?: CalendarDate;
  /** Time of day of shipNotBefore. */
  shipNotBeforeTime?: Time;
  /** Last day the goods may leave. */
  shipNotAfter?: CalendarDate;
  /** Time of day of shipNotAfter. */
  shipNotAfterTime?: Time;
  /** First day the goods may arrive. */
  deliverNotBefore?: CalendarDate;
  /** Time of day of deliverNotBefore. */
  deliverNotBeforeTime?: Time;
  /** Last day the goods may arrive. */
  deliverNotAfter?: CalendarDate;
  /** Time of day of deliverNotAfter. */
  deliverNotAfterTime?: Time;
  /** Day after which the order lapses. */
  cancelAfter?: CalendarDate;
  /** Time of day of cancelAfter. */
  cancelAfterTime?: Time;
  /** Other dates. */
  dates?: DateOf[];
  /** Who buys. */
  buyer?: Party;
  /** Who sells. */
  supplier?: Party;
  /** Where the goods go. */
  shipTo?: Party;
  /** Who gets the invoice. */
  billTo?: Party;
  /** Where the goods come from. */
  shipFrom?: Party;
  /** Who is paid, when not the supplier. */
  payee?: Party;
  /** Who carries the goods. */
  carrier?: Party;
  /** Everyone else, each with a role. */
  parties?: Party[];
  /** People or desks for the whole document. */
  contacts?: Contact[];
  /** Other numbers. */
  references?: Reference[];
  /** Texts with their subject. */
  notes?: Note[];
  /** Allowances and charges of the whole document. */
  allowancesCharges?: AllowanceOrCharge[];
  /** Taxes of the whole document. */
  taxes?: Tax[];
  /** Who is taxed where. */
  taxStatus?: TaxStatus[];
  /** Payment terms. */
  terms?: PaymentTerm[];
  /** Who pays carriage, where title and risk pass. */
  deliveryTerms?: DeliveryTerms[];
  /** How the goods travel. */
  transport?: Transport[];
  /** Packages and weights. */
  cargo?: Cargo[];
  /** Trailers and containers. */
  equipment?: Equipment[];
  /** Dangerous goods notes. */
  hazards?: Hazard[];
  /** What the document is about. */
  descriptions?: Description[];
  /** Measured properties. */
  measurements?: Measurement[];
  /** How to pack. */
  packagingInstructions?: Description[];
  /** Prices that hold for the whole document. */
  prices?: Price[];
  /** Quantities or amounts for periods. */
  periodAmounts?: PeriodAmount[];
  /** Amounts by meaning. */
  amounts?: AmountOf[];
  /** Percentages by meaning. */
  percentages?: PercentOf[];
  /** What the buyer allows. */
  salesConditions?: SalesCondition[];
  /** Discounts that grow with quantity or value. */
  discounts?: Discount[];
  /** Lead times. */
  leadTimes?: LeadTime[];
  /** Items that hold for the whole document. */
  itemGroups?: ItemGroup[];
  /** Tariff or trade codes. */
  commodities?: Commodity[];
  /** Service codes. */
  services?: ServiceCodes[];
  /** Codes from an industry's own lists. */
  codeLists?: CodeList[];
  /** Restrictions, for example a smallest order. */
  restrictions?: Restriction[];
  /** Papers that go with the document. */
  attachments?: Attachment[];
  /** Marks and numbers for the packages. */
  marks?: Mark[];
  /** Code list of kind. */
  kindList?: Code;
  /** Who keeps that list. */
  kindAgency?: Code;
  /** Kind in words. */
  kindName?: string;
  /** Version of the document. */
  version?: string;
  /** Revision of the document. */
  revision?: string;
  /** Date of the contract. */
  contractIssued?: CalendarDate;
  /** How it is paid. */
  paymentInstructions?: PaymentInstruction[];
  /** Origin and conditions of trade. */
  tradeConditions?: TradeCondition[];
  /** Rates between other currencies. */
  exchanges?: Exchange[];
  /** Packages of the whole document. */
  packaging?: Packaging[];
  /** Delivery schedules of the whole document. */
  schedules?: Schedule[];
  /** Requirements of an industry or authority. */
  requirements?: Requirement[];
  /** Numbers that belong together. */
  identifierSets?: IdentifierSet[];
  /** Why the order was adjusted. */
  adjustments?: Adjustment[];
  /** The lines that change, each with its action. */
  lines?: OrderLine[];
  /** Totals as they were given. */
  totals?: Totals;
  /** What only one pair of partners needs. */
  extensions?: Extensions;
  /** Rules the document follows beyond its vocabulary. */
  specification?: string;
  /** Business process the document is a step of. */
  businessProcess?: string;
  /** Which run of it the document belongs to. */
  processInstance?: string;
  /** Id the sender gave the document, unique everywhere. */
  uuid?: string;
  /** Whether it is a copy. */
  copy?: boolean;
  /** Buyer's account or cost centre. */
  accountingCost?: string;
  /** Buyer's account by code. */
  accountingCode?: Code;
  /** Totals of further taxes, or in another currency. */
  taxTotals?: TaxTotal[];
  /** Reference the buyer wants back. */
  customerReference?: string;
  /** Time of day of orderIssued. */
  orderIssuedTime?: Time;
  /** Currency tax is accounted in. */
  taxCurrency?: Currency;
}

/** What a supplier answers to an order. */
export interface OrderResponse {
  /** Which document this is. */
  type: 'order-response';
  /** Version of this vocabulary; it only grows within a version. */
  schemaVersion: Version;
  /** Id of the document in this gateway. */
  id?: string;
  /** Where the document came from. */
  source?: Source;
  /** Supplier's number of the order. */
  number?: string;
  /** Number of this answer. */
  responseNumber?: string;
  /** Buyer's number of the order. */
  orderNumber: string;
  /** Date of the order. */
  orderIssued?: CalendarDate;
  /** Number of the release against a blanket order. */
  release?: string;
  /** Whether the order is accepted. */
  outcome: OrderOutcome;
  /** Whether this is the first answer, a change of it, a duplicate. */
  purpose?: Purpose;
  /** Kind of order. */
  kind?: OrderKind;
  /** Which change to the order is answered. */
  changeSequence?: string;
  /** Date of the change that is answered. */
  changeIssued?: CalendarDate;
  /** Date of the answer to the change, where issued is that of the answer to the order. */
  responseIssued?: CalendarDate;
  /** Date of the answer. */
  issued?: CalendarDate;
  /** Time of day of issued. */
  issuedTime?: Time;
  /** Number the buyer gave to the request. */
  requestReference?: string;
  /** Contract the order is placed under. */
  contract?: string;
  /** Security level of the order. */
  securityLevel?: Code;
  /** Finer kind of the document. */
  transactionType?: Code;
  /** Currency of all amounts that name no other. */
  currency?: Currency;
  /** Whose currency it is. */
  currencyRole?: PartyRole;
  /** Rate to a second currency. */
  exchange?: Exchange;
  /** Day the goods are wanted. */
  requestedDelivery?: CalendarDate;
  /** Time of day of requestedDelivery. */
  requestedDeliveryTime?: Time;
  /** Day the goods are to leave. */
  requestedShip?: CalendarDate;
  /** Time of day of requestedShip. */
  requestedShipTime?: Time;
  /** First day the goods may leave. */
  shipNotBefore?: CalendarDate;
  /** Time of day of shipNotBefore. */
  shipNotBeforeTime?: Time;
  /** Last day the goods may leave. */
  shipNotAfter?: CalendarDate;
  /** Time of day of shipNotAfter. */
  shipNotAfterTime?: Time;
  /** First day the goods may arrive. */
  deliverNotBefore?: CalendarDate;
  /** Time of day of deliverNotBefore. */
  deliverNotBeforeTime?: Time;
  /** Last day the goods may arrive. */
  deliverNotAfter?: CalendarDate;
  /** Time of day of deliverNotAfter. */
  deliverNotAfterTime?: Time;
  /** Day after which the order lapses. */
  cancelAfter?: CalendarDate;
  /** Time of day of cancelAfter. */
  cancelAfterTime?: Time;
  /** Other dates. */
  dates?: DateOf[];
  /** Who buys. */
  buyer?: Party;
  /** Who sells. */
  supplier?: Party;
  /** Where the goods go. */
  shipTo?: Party;
  /** Who gets the invoice. */
  billTo?: Party;
  /** Where the goods come from. */
  shipFrom?: Party;
  /** Who is paid, when not the supplier. */
  payee?: Party;
  /** Who carries the goods. */
  carrier?: Party;
  /** Everyone else, each with a role. */
  parties?: Party[];
  /** People or desks for the whole document. */
  contacts?: Contact[];
  /** Other numbers. */
  references?: Reference[];
  /** Texts with their subject. */
  notes?: Note[];
  /** Allowances and charges of the whole document. */
  allowancesCharges?: AllowanceOrCharge[];
  /** Taxes of the whole document. */
  taxes?: Tax[];
  /** Who is taxed where. */
  taxStatus?: TaxStatus[];
  /** Payment terms. */
  terms?: PaymentTerm[];
  /** Who pays carriage, where title and risk pass. */
  deliveryTerms?: DeliveryTerms[];
  /** How the goods travel. */
  transport?: Transport[];
  /** Packages and weights. */
  cargo?: Cargo[];
  /** Trailers and containers. */
  equipment?: Equipment[];
  /** Dangerous goods notes. */
  hazards?: Hazard[];
  /** What the document is about. */
  descriptions?: Description[];
  /** Measured properties. */
  measurements?: Measurement[];
  /** How to pack. */
  packagingInstructions?: Description[];
  /** Prices that hold for the whole document. */
  prices?: Price[];
  /** Quantities or amounts for periods. */
  periodAmounts?: PeriodAmount[];
  /** Amounts by meaning. */
  amounts?: AmountOf[];
  /** Percentages by meaning. */
  percentages?: PercentOf[];
  /** What the buyer allows. */
  salesConditions?: SalesCondition[];
  /** Discounts that grow with quantity or value. */
  discounts?: Discount[];
  /** Lead times. */
  leadTimes?: LeadTime[];
  /** Items that hold for the whole document. */
  itemGroups?: ItemGroup[];
  /** Tariff or trade codes. */
  commodities?: Commodity[];
  /** Service codes. */
  services?: ServiceCodes[];
  /** Codes from an industry's own lists. */
  codeLists?: CodeList[];
  /** Restrictions, for example a smallest order. */
  restrictions?: Restriction[];
  /** Papers that go with the document. */
  attachments?: Attachment[];
  /** Marks and numbers for the packages. */
  marks?: Mark[];
  /** Version of the document. */
  version?: string;
  /** Revision of the document. */
  revision?: string;
  /** Date of the contract. */
  contractIssued?: CalendarDate;
  /** How it is paid. */
  paymentInstructions?: PaymentInstruction[];
  /** Origin and conditions of trade. */
  tradeConditions?: TradeCondition[];
  /** Rates between other currencies. */
  exchanges?: Exchange[];
  /** Packages of the whole document. */
  packaging?: Packaging[];
  /** Delivery schedules of the whole document. */
  schedules?: Schedule[];
  /** Requirements of an industry or authority. */
  requirements?: Requirement[];
  /** Numbers that belong together. */
  identifierSets?: IdentifierSet[];
  /** Why the order was adjusted. */
  adjustments?: Adjustment[];
  /** What the supplier answers line by line. */
  lines?: ResponseLine[];
  /** Totals as they were given. */
  totals?: Totals;
  /** What only one pair of partners needs. */
  extensions?: Extensions;
  /** Rules the document follows beyond its vocabulary. */
  specification?: string;
  /** Business process the document is a step of. */
  businessProcess?: string;
  /** Which run of it the document belongs to. */
  processInstance?: string;
  /** Id the sender gave the document, unique everywhere. */
  uuid?: string;
  /** Whether it is a copy. */
  copy?: boolean;
  /** Buyer's account or cost centre. */
  accountingCost?: string;
  /** Buyer's account by code. */
  accountingCode?: Code;
  /** Totals of further taxes, or in another currency. */
  taxTotals?: TaxTotal[];
  /** Reference the buyer wants back. */
  customerReference?: string;
  /** Time of day of orderIssued. */
  orderIssuedTime?: Time;
  /** Currency tax is accounted in. */
  taxCurrency?: Currency;
}

/** One ordered line and what the supplier does with it. */
export interface ResponseLine {
  /** Number of the line, as the buyer gave it. */
  number?: string;
  /** What a change does to the line. */
  action?: LineAction;
  /** Ordered quantity. */
  quantity?: Decimal;
  /** Quantity still to be received, after a change. */
  quantityLeft?: Decimal;
  /** Unit of quantity. */
  unit?: Unit;
  /** Power the unit is raised to, when not 1. */
  unitExponent?: Decimal;
  /** Factor on the unit, when not 1. */
  unitMultiplier?: Decimal;
  /** A further factor of a compound unit. */
  unitTimes?: UnitFactor;
  /** Price of one unit. */
  price?: Decimal;
  /** How the unit price is meant. */
  priceBasis?: PriceBasis;
  /** Currency where it is not the document's. */
  currency?: Currency;
  /** Whose currency it is. */
  currencyRole?: PartyRole;
  /** Buyer's number for the item. */
  buyerItem?: string;
  /** Supplier's number for the item. */
  supplierItem?: string;
  /** GTIN of the item. */
  gtin?: Gtin;
  /** Its other identifiers. */
  items?: ItemId[];
  /** Further groups of identifiers. */
  itemGroups?: ItemGroup[];
  /** The item in words. */
  description?: string;
  /** What description describes: the product, its colour. */
  descriptionCharacteristic?: Code;
  /** Language of description. */
  descriptionLanguage?: Language;
  /** Measurements given together with description. */
  descriptionMeasurements?: Measurement[];
  /** Further descriptions. */
  descriptions?: Description[];
  /** Day the goods are wanted. */
  requestedDelivery?: CalendarDate;
  /** Time of day of requestedDelivery. */
  requestedDeliveryTime?: Time;
  /** Day the goods are to leave. */
  requestedShip?: CalendarDate;
  /** Time of day of requestedShip. */
  requestedShipTime?: Time;
  /** Other dates. */
  dates?: DateOf[];
  /** Numbers that concern the line. */
  references?: Reference[];
  /** People for this line. */
  contacts?: Contact[];
  /** Free text. */
  remarks?: string[];
  /** Further texts with their own subject. */
  messages?: TextOf[];
  /** Texts with their subject. */
  notes?: Note[];
  /** How it is packed. */
  packaging?: Packaging[];
  /** How it is to be packed. */
  packagingInstructions?: Description[];
  /** Marks and numbers for the packages. */
  marks?: Mark[];
  /** Measured properties. */
  measurements?: Measurement[];
  /** Further prices, for example retail. */
  prices?: Price[];
  /** Quantities or amounts for periods. */
  periodAmounts?: PeriodAmount[];
  /** Amounts of the line by meaning. */
  amounts?: AmountOf[];
  /** Percentages of the line. */
  percentages?: PercentOf[];
  /** Further quantities. */
  quantities?: QuantityOf[];
  /** Allowances and charges of the line. */
  allowancesCharges?: AllowanceOrCharge[];
  /** Taxes of the line. */
  taxes?: Tax[];
  /** Who is taxed where. */
  taxStatus?: TaxStatus[];
  /** Payment terms of the line. */
  terms?: PaymentTerm[];
  /** Discounts that grow with quantity or value. */
  discounts?: Discount[];
  /** What the buyer allows for the line. */
  salesConditions?: SalesCondition[];
  /** Conditions that name items, for example allowed substitutes. */
  itemConditions?: SalesCondition;
  /** Contract the line is ordered under. */
  contractTerms?: ContractTerms;
  /** Prices or quantities that depart from the line's. */
  variations?: Variation[];
  /** How much was shipped already. */
  statuses?: LineStatus[];
  /** Papers that go with the line. */
  attachments?: Attachment[];
  /** Tariff or trade codes. */
  commodities?: Commodity[];
  /** Service codes. */
  services?: ServiceCodes[];
  /** Codes from an industry's own lists. */
  codeLists?: CodeList[];
  /** Restrictions of the line. */
  restrictions?: Restriction[];
  /** Lead times. */
  leadTimes?: LeadTime[];
  /** Delivery terms of the line. */
  deliveryTerms?: DeliveryTerms[];
  /** How the line travels. */
  transport?: Transport[];
  /** Packages and weights. */
  cargo?: Cargo[];
  /** Trailers and containers. */
  equipment?: Equipment[];
  /** Dangerous goods notes. */
  hazards?: Hazard[];
  /** Deliveries of parts of the line. */
  schedules?: Schedule[];
  /** Quantities by store. */
  destinations?: Destination[];
  /** Components, assortment parts and options. */
  subLines?: SubLine[];
  /** Where the line goes, when not where the document says. */
  shipTo?: Party;
  /** Other parties of the line. */
  parties?: Party[];
  /** What only one pair of partners needs. */
  extensions?: Extensions;
  /** What is done to the set. */
  configuration?: Code;
  /** Which price. */
  priceType?: PriceType;
  /** Units the price is for. */
  priceQuantity?: Decimal;
  /** Unit of priceQuantity. */
  priceUnit?: Unit;
  /** Numbers that belong together. */
  identifierSets?: IdentifierSet[];
  /** Properties. */
  characteristics?: Characteristic[];
  /** Places. */
  locations?: Location[];
  /** Requirements. */
  requirements?: Requirement[];
  /** Stages. */
  stages?: Stage[];
  /** Why it was adjusted. */
  adjustments?: Adjustment[];
  /** The item where no field beside says what it is called. */
  item?: ItemReference;
  /** Number of the line this one is a part of. */
  parentLine?: string;
  /** What the line is to that line. */
  parentRelation?: Code;
  /** Level in the set the lines make. */
  level?: string;
  /** Origin and conditions. */
  tradeConditions?: TradeCondition[];
  /** How it is paid. */
  paymentInstructions?: PaymentInstruction[];
  /** What happens to the line, part by part. */
  outcomes?: LineOutcomeDetail[];
  /** Buyer's account or cost centre. */
  accountingCost?: string;
  /** Buyer's account by code. */
  accountingCode?: Code;
  /** Whether it may be delivered in parts. */
  partialDelivery?: boolean;
  /** Whether the rest may follow. */
  backorder?: boolean;
  /** Supplier's number for the line. */
  supplierLine?: string;
  /** The item in a few words. */
  name?: string;
  /** Brands. */
  brands?: string[];
  /** Models. */
  models?: string[];
  /** Factor from the unit of the price to that of the quantity. */
  priceFactor?: Decimal;
  /** What price has taken off or added already. */
  priceAllowances?: AllowanceOrCharge[];
  /** Pieces and lots. */
  instances?: ItemInstance[];
  /** First day the goods may arrive. */
  deliverNotBefore?: CalendarDate;
  /** Time of day of deliverNotBefore. */
  deliverNotBeforeTime?: Time;
}

/** What a supplier has shipped or will ship. */
export interface ShipNotice {
  /** Which document this is. */
  type: 'ship-notice';
  /** Version of this vocabulary; it only grows within a version. */
  schemaVersion: Version;
  /** Id of the document in this gateway. */
  id?: string;
  /** Where the document came from. */
  source?: Source;
  /** Supplier's number of the shipment. */
  number: string;
  /** Whether this is the first sending, a replacement, a cancellation. */
  purpose?: Purpose;
  /** Kind of notice. */
  kind?: Code;
  /** In which order levels nest, as the sender declared it. */
  structure?: Code;
  /** Why the notice is sent. */
  statusReason?: Code;
  /** Date of the notice. */
  issued?: CalendarDate;
  /** Time of day of issued. */
  issuedTime?: Time;
  /** Dates of the whole notice. */
  dates?: DateOf[];
  /** The goods under way. */
  shipment?: Shipment;
  /** Totals as they were given. */
  totals?: Totals;
  /** Which answer the supplier wants. */
  acknowledgmentRequested?: Code;
  /** Kind of notice in words. */
  kindName?: string;
  /** List kind is from. */
  kindList?: Code;
  /** Agency of the list kind is from. */
  kindAgency?: Code;
  /** Version of the document, where its number stays the same. */
  version?: string;
  /** Revision of the document. */
  revision?: string;
  /** What only one pair of partners needs. */
  extensions?: Extensions;
  /** Rules the document follows beyond its vocabulary. */
  specification?: string;
  /** Business process the document is a step of. */
  businessProcess?: string;
  /** Which run of it the document belongs to. */
  processInstance?: string;
  /** Id the sender gave the document, unique everywhere. */
  uuid?: string;
  /** Whether it is a copy. */
  copy?: boolean;
}

/** Goods that travel together. */
export interface Shipment {
  /** Day the goods left or leave. */
  shipped?: CalendarDate;
  /** Time of day of shipped. */
  shippedTime?: Time;
  /** Day the goods should arrive. */
  estimatedDelivery?: CalendarDate;
  /** Time of day of estimatedDelivery. */
  estimatedDeliveryTime?: Time;
  /** Bill of lading. */
  billOfLading?: string;
  /** Carrier's number for the consignment. */
  carrierReference?: string;
  /** Who buys. */
  buyer?: Party;
  /** Who sells. */
  supplier?: Party;
  /** Where the goods go. */
  shipTo?: Party;
  /** Who gets the invoice. */
  billTo?: Party;
  /** Where the goods come from. */
  shipFrom?: Party;
  /** Who is paid, when not the supplier. */
  payee?: Party;
  /** Who carries the goods. */
  carrier?: Party;
  /** Everyone else, each with a role. */
  parties?: Party[];
  /** People or desks for the whole document. */
  contacts?: Contact[];
  /** Other numbers. */
  references?: Reference[];
  /** Other dates. */
  dates?: DateOf[];
  /** Descriptions. */
  descriptions?: Description[];
  /** Measured properties. */
  measurements?: Measurement[];
  /** Papers that go with it. */
  attachments?: Attachment[];
  /** How it is packed. */
  packagingInstructions?: Description[];
  /** Packaging by size and count. */
  packaging?: Packaging[];
  /** Marks and numbers. */
  marks?: Mark[];
  /** Packages, weight and volume. */
  cargo?: Cargo[];
  /** How it travels. */
  transport?: Transport[];
  /** Trailers and containers. */
  equipment?: Equipment[];
  /** Dangerous goods notes. */
  hazards?: Hazard[];
  /** How packages are stacked. */
  palletLoad?: PalletLoad;
  /** How many packages of which size carry the units. */
  loads?: Load[];
  /** Delivery terms. */
  deliveryTerms?: DeliveryTerms[];
  /** Quantities by store. */
  destinations?: Destination[];
  /** Why faster transport was used and who pays. */
  excessTransport?: ExcessTransport[];
  /** Allowances and charges. */
  allowancesCharges?: AllowanceOrCharge[];
  /** Currency of amounts here. */
  currency?: Currency;
  /** Whose currency it is. */
  currencyRole?: PartyRole;
  /** Declarations, such as those on traceability. */
  questions?: Question[];
  /** Codes from an industry's own lists. */
  codeLists?: CodeList[];
  /** Ships and voyages. */
  vessels?: Vessel[];
  /** Free text. */
  remarks?: string[];
  /** Payment terms. */
  terms?: PaymentTerm[];
  /** What the shipment holds, order by order. */
  orders?: ShippedOrder[];
  /** Packages that are not below an order. */
  packages?: Package[];
  /** Lines that are neither below an order nor in a package. */
  lines?: ShippedLine[];
  /** Texts with their subject. */
  notes?: Note[];
  /** Places. */
  locations?: Location[];
  /** Origin, duty regime and special conditions. */
  tradeConditions?: TradeCondition[];
  /** What was not shipped as ordered. */
  statuses?: LineStatus[];
  /** Amounts by meaning. */
  amounts?: AmountOf[];
  /** What only one pair of partners needs. */
  extensions?: Extensions;
}

/** The part of a shipment that fulfils one order. */
export interface ShippedOrder {
  /** Buyer's number of the order. */
  number?: string;
  /** Date of the order. */
  issued?: CalendarDate;
  /** Number of the release against a blanket order. */
  release?: string;
  /** Which change to the order is shipped against. */
  changeSequence?: string;
  /** Line of the order. */
  lineNumber?: string;
  /** Contract the order is placed under. */
  contract?: string;
  /** Kind of order. */
  kind?: OrderKind;
  /** Supplier's invoice for this part. */
  invoiceNumber?: string;
  /** Who buys. */
  buyer?: Party;
  /** Who sells. */
  supplier?: Party;
  /** Where the goods go. */
  shipTo?: Party;
  /** Who gets the invoice. */
  billTo?: Party;
  /** Where the goods come from. */
  shipFrom?: Party;
  /** Who is paid, when not the supplier. */
  payee?: Party;
  /** Who carries the goods. */
  carrier?: Party;
  /** Everyone else, each with a role. */
  parties?: Party[];
  /** People or desks for the whole document. */
  contacts?: Contact[];
  /** Other numbers. */
  references?: Reference[];
  /** Dates. */
  dates?: DateOf[];
  /** Descriptions. */
  descriptions?: Description[];
  /** Measured properties. */
  measurements?: Measurement[];
  /** Papers that go with it. */
  attachments?: Attachment[];
  /** How it is packed. */
  packagingInstructions?: Description[];
  /** Packaging by size and count. */
  packaging?: Packaging[];
  /** Marks and numbers. */
  marks?: Mark[];
  /** Packages, weight and volume. */
  cargo?: Cargo[];
  /** How it travels. */
  transport?: Transport[];
  /** Trailers and containers. */
  equipment?: Equipment[];
  /** Dangerous goods notes. */
  hazards?: Hazard[];
  /** How packages are stacked. */
  palletLoad?: PalletLoad;
  /** How many packages of which size carry the units. */
  loads?: Load[];
  /** Delivery terms. */
  deliveryTerms?: DeliveryTerms[];
  /** Quantities by store. */
  destinations?: Destination[];
  /** Why faster transport was used and who pays. */
  excessTransport?: ExcessTransport[];
  /** Allowances and charges. */
  allowancesCharges?: AllowanceOrCharge[];
  /** Currency of amounts here. */
  currency?: Currency;
  /** Whose currency it is. */
  currencyRole?: PartyRole;
  /** Declarations, such as those on traceability. */
  questions?: Question[];
  /** Codes from an industry's own lists. */
  codeLists?: CodeList[];
  /** Ships and voyages. */
  vessels?: Vessel[];
  /** Free text. */
  remarks?: string[];
  /** Packages for the order. */
  packages?: Package[];
  /** Lines that are not in a package. */
  lines?: ShippedLine[];
  /** What only one pair of partners needs. */
  extensions?: Extensions;
}

/** A pallet, carton or other package with what is in it. */
export interface Package {
  /** Whether it is a pallet (tare) or a pack, or another level. */
  level?: PackageLevel;
  /** Serial shipping container code, 18 or 20 digits as sent. */
  sscc?: string;
  /** Carrier's number of the package. */
  trackingNumber?: string;
  /** How much of the line is in the package, for a package below a line. */
  quantity?: Decimal;
  /** Unit of quantity. */
  unit?: Unit;
  /** Who buys. */
  buyer?: Party;
  /** Who sells. */
  supplier?: Party;
  /** Where the goods go. */
  shipTo?: Party;
  /** Who gets the invoice. */
  billTo?: Party;
  /** Where the goods come from. */
  shipFrom?: Party;
  /** Who is paid, when not the supplier. */
  payee?: Party;
  /** Who carries the goods. */
  carrier?: Party;
  /** Everyone else, each with a role. */
  parties?: Party[];
  /** People or desks for the whole document. */
  contacts?: Contact[];
  /** Numbers of the package. */
  references?: Reference[];
  /** Dates of the package, for example its expiry. */
  dates?: DateOf[];
  /** Descriptions. */
  descriptions?: Description[];
  /** Measured properties. */
  measurements?: Measurement[];
  /** Papers that go with it. */
  attachments?: Attachment[];
  /** How it is packed. */
  packagingInstructions?: Description[];
  /** Packaging by size and count. */
  packaging?: Packaging[];
  /** Marks and numbers. */
  marks?: Mark[];
  /** Packages, weight and volume. */
  cargo?: Cargo[];
  /** How it travels. */
  transport?: Transport[];
  /** Trailers and containers. */
  equipment?: Equipment[];
  /** Dangerous goods notes. */
  hazards?: Hazard[];
  /** How packages are stacked. */
  palletLoad?: PalletLoad;
  /** How many packages of which size carry the units. */
  loads?: Load[];
  /** Delivery terms. */
  deliveryTerms?: DeliveryTerms[];
  /** Quantities by store. */
  destinations?: Destination[];
  /** Why faster transport was used and who pays. */
  excessTransport?: ExcessTransport[];
  /** Allowances and charges. */
  allowancesCharges?: AllowanceOrCharge[];
  /** Currency of amounts here. */
  currency?: Currency;
  /** Whose currency it is. */
  currencyRole?: PartyRole;
  /** Declarations, such as those on traceability. */
  questions?: Question[];
  /** Codes from an industry's own lists. */
  codeLists?: CodeList[];
  /** Ships and voyages. */
  vessels?: Vessel[];
  /** Free text. */
  remarks?: string[];
  /** Buyer's number for the item. */
  buyerItem?: string;
  /** Supplier's number for the item. */
  supplierItem?: string;
  /** GTIN of the item. */
  gtin?: Gtin;
  /** Its other identifiers. */
  items?: ItemId[];
  /** The item in words. */
  description?: string;
  /** What description describes: the product, its colour. */
  descriptionCharacteristic?: Code;
  /** Language of description. */
  descriptionLanguage?: Language;
  /** Packages inside. */
  packages?: Package[];
  /** Orders whose lines are inside, where the sender nests them so. */
  orders?: ShippedOrder[];
  /** Lines inside. */
  lines?: ShippedLine[];
  /** Texts with their subject. */
  notes?: Note[];
  /** What was not shipped as ordered. */
  statuses?: LineStatus[];
  /** What only one pair of partners needs. */
  extensions?: Extensions;
}

/** One shipped item. */
export interface ShippedLine {
  /** Number of the line. */
  number?: string;
  /** Shipped quantity. */
  quantity?: Decimal;
  /** Unit of quantity. */
  unit?: Unit;
  /** Quantity that was ordered. */
  orderedQuantity?: Decimal;
  /** Unit of orderedQuantity. */
  orderedUnit?: Unit;
  /** Quantity shipped so far, this shipment included. */
  shippedToDate?: Decimal;
  /** Number of the line in the shipment, where it differs. */
  shipmentNumber?: string;
  /** Whether the packaging goes back. */
  returnable?: Code;
  /** What the supplier does with the rest of the line. */
  status?: LineOutcome;
  /** Buyer's number of the order, where it is given by line. */
  orderNumber?: string;
  /** Date of that order. */
  orderIssued?: CalendarDate;
  /** Line of that order. */
  orderLine?: string;
  /** Release of that order. */
  orderRelease?: string;
  /** Change of that order. */
  orderChangeSequence?: string;
  /** Contract of that order. */
  orderContract?: string;
  /** Kind of that order. */
  orderKind?: OrderKind;
  /** Lot or batch. */
  lot?: string;
  /** Expiry date. */
  expires?: CalendarDate;
  /** Serial numbers. */
  serialNumbers?: string[];
  /** Who buys. */
  buyer?: Party;
  /** Who sells. */
  supplier?: Party;
  /** Where the goods go. */
  shipTo?: Party;
  /** Who gets the invoice. */
  billTo?: Party;
  /** Where the goods come from. */
  shipFrom?: Party;
  /** Who is paid, when not the supplier. */
  payee?: Party;
  /** Who carries the goods. */
  carrier?: Party;
  /** Everyone else, each with a role. */
  parties?: Party[];
  /** People or desks for the whole document. */
  contacts?: Contact[];
  /** Numbers of the line. */
  references?: Reference[];
  /** Dates of the line. */
  dates?: DateOf[];
  /** Buyer's number for the item. */
  buyerItem?: string;
  /** Supplier's number for the item. */
  supplierItem?: string;
  /** GTIN of the item. */
  gtin?: Gtin;
  /** Its other identifiers. */
  items?: ItemId[];
  /** The item in words. */
  description?: string;
  /** What description describes: the product, its colour. */
  descriptionCharacteristic?: Code;
  /** Language of description. */
  descriptionLanguage?: Language;
  /** Descriptions. */
  descriptions?: Description[];
  /** Measured properties. */
  measurements?: Measurement[];
  /** Papers that go with it. */
  attachments?: Attachment[];
  /** How it is packed. */
  packagingInstructions?: Description[];
  /** Packaging by size and count. */
  packaging?: Packaging[];
  /** Marks and numbers. */
  marks?: Mark[];
  /** Packages, weight and volume. */
  cargo?: Cargo[];
  /** How it travels. */
  transport?: Transport[];
  /** Trailers and containers. */
  equipment?: Equipment[];
  /** Dangerous goods notes. */
  hazards?: Hazard[];
  /** How packages are stacked. */
  palletLoad?: PalletLoad;
  /** How many packages of which size carry the units. */
  loads?: Load[];
  /** Delivery terms. */
  deliveryTerms?: DeliveryTerms[];
  /** Quantities by store. */
  destinations?: Destination[];
  /** Why faster transport was used and who pays. */
  excessTransport?: ExcessTransport[];
  /** Allowances and charges. */
  allowancesCharges?: AllowanceOrCharge[];
  /** Currency of amounts here. */
  currency?: Currency;
  /** Whose currency it is. */
  currencyRole?: PartyRole;
  /** Declarations, such as those on traceability. */
  questions?: Question[];
  /** Codes from an industry's own lists. */
  codeLists?: CodeList[];
  /** Ships and voyages. */
  vessels?: Vessel[];
  /** Free text. */
  remarks?: string[];
  /** Components of the item. */
  subLines?: SubLine[];
  /** Packages of the line, where the sender nests them so. */
  packages?: Package[];
  /** Lines below, where the sender nests them so. */
  lines?: ShippedLine[];
  /** Texts with their subject. */
  notes?: Note[];
  /** Places. */
  locations?: Location[];
  /** Origin, duty regime and special conditions. */
  tradeConditions?: TradeCondition[];
  /** Line this one belongs to. */
  parentLine?: string;
  /** How it belongs to that line. */
  parentRelation?: Code;
  /** Level of the line in the composition of an item. */
  level?: string;
  /** How it belongs to a configuration. */
  configuration?: Code;
  /** The identifier of the item as it was given, when it is of another kind. */
  item?: ItemReference;
  /** Identifiers with what they are for. */
  itemGroups?: ItemGroup[];
  /** Other quantities. */
  quantities?: QuantityOf[];
  /** Amounts by meaning. */
  amounts?: AmountOf[];
  /** Numbers that belong together. */
  identifierSets?: IdentifierSet[];
  /** What is on the packages of the line. */
  markings?: Marking[];
  /** What was not shipped as ordered. */
  statuses?: LineStatus[];
  /** How the goods are to be handled. */
  handling?: Hazard[];
  /** What only one pair of partners needs. */
  extensions?: Extensions;
  /** The item in a few words. */
  name?: string;
  /** Brands. */
  brands?: string[];
  /** Models. */
  models?: string[];
  /** Pieces and lots. */
  instances?: ItemInstance[];
  /** Tariff or trade codes. */
  commodities?: Commodity[];
  /** Properties. */
  characteristics?: Characteristic[];
  /** Time of day of orderIssued. */
  orderIssuedTime?: Time;
}

/** How packages are stacked on a pallet. */
export interface PalletLoad {
  /** Kind of pallet. */
  type?: Code;
  /** Layers on the pallet. */
  tiers?: Decimal;
  /** Packages in a layer. */
  blocks?: Decimal;
  /** Packs on the pallet. */
  packs?: Decimal;
  /** Weight of one unit. */
  weight?: Decimal;
  /** Unit of weight. */
  weightUnit?: Unit;
  /** Length. */
  length?: Decimal;
  /** Width. */
  width?: Decimal;
  /** Height. */
  height?: Decimal;
  /** Unit of length, width and height. */
  dimensionUnit?: Unit;
  /** Gross weight of the pallet. */
  grossWeight?: Decimal;
  /** Unit of grossWeight. */
  grossWeightUnit?: Unit;
  /** Gross volume of the pallet. */
  grossVolume?: Decimal;
  /** Unit of grossVolume. */
  grossVolumeUnit?: Unit;
  /** Whether pallets are exchanged. */
  exchange?: Code;
  /** Inner packs in one outer pack. */
  innerPacks?: Decimal;
}

/** How many packages of which size carry the units. */
export interface Load {
  /** Packages. */
  packageCount?: Decimal;
  /** Units in them. */
  unitsShipped?: Decimal;
  /** Form and material of the package, as sent. */
  packageType?: string;
  /** Size of one unit. */
  size?: Decimal;
  /** Unit of size. */
  unit?: Unit;
  /** Numbers of the packages. */
  references?: Reference[];
}

/** Why faster transport was used and who pays. */
export interface ExcessTransport {
  /** Why. */
  reason?: Code;
  /** Who is responsible. */
  responsible?: Code;
  /** What reference is. */
  referenceType?: ReferenceType;
  /** Number of the authorisation. */
  reference?: string;
  /** Whether the packaging goes back. */
  returnable?: Code;
}

/** What a buyer has received of what was shipped. */
export interface ReceiptAdvice {
  /** Which document this is. */
  type: 'receipt-advice';
  /** Version of this vocabulary; it only grows within a version. */
  schemaVersion: Version;
  /** Id of the document in this gateway. */
  id?: string;
  /** Where the document came from. */
  source?: Source;
  /** Buyer's number of the receipt. */
  number: string;
  /** Version of the document. */
  version?: string;
  /** Revision of the document. */
  revision?: string;
  /** Whether this is the first sending, a replacement, a cancellation. */
  purpose?: Purpose;
  /** Kind of receipt. */
  kind?: Code;
  /** Code list of kind. */
  kindList?: Code;
  /** Who keeps that list. */
  kindAgency?: Code;
  /** Kind in words. */
  kindName?: string;
  /** Which answer the buyer wants. */
  acknowledgmentRequested?: Code;
  /** Date of the document. */
  issued?: CalendarDate;
  /** Time of day of issued. */
  issuedTime?: Time;
  /** Day the goods were received. */
  received?: CalendarDate;
  /** Time of day of received. */
  receivedTime?: Time;
  /** Other dates. */
  dates?: DateOf[];
  /** Buyer's number of the order. */
  orderNumber?: string;
  /** Date of that order. */
  orderIssued?: CalendarDate;
  /** Supplier's number of the shipment. */
  shipNoticeNumber?: string;
  /** Date of that ship notice. */
  shipNoticeIssued?: CalendarDate;
  /** Number of the delivery note. */
  deliveryNote?: string;
  /** Date of that delivery note. */
  deliveryNoteIssued?: CalendarDate;
  /** Bill of lading. */
  billOfLading?: string;
  /** Other numbers. */
  references?: Reference[];
  /** Who buys. */
  buyer?: Party;
  /** Who sells. */
  supplier?: Party;
  /** Where the goods were received. */
  shipTo?: Party;
  /** Who gets the invoice. */
  billTo?: Party;
  /** Where the goods came from. */
  shipFrom?: Party;
  /** Who carried the goods. */
  carrier?: Party;
  /** Everyone else, each with a role. */
  parties?: Party[];
  /** Currency of all amounts that name no other. */
  currency?: Currency;
  /** Texts with their subject. */
  notes?: Note[];
  /** Origin, duty regime and special conditions. */
  tradeConditions?: TradeCondition[];
  /** Papers that came with the goods. */
  attachments?: Attachment[];
  /** Delivery terms. */
  deliveryTerms?: DeliveryTerms[];
  /** How the goods travelled. */
  transport?: Transport[];
  /** Trailers and containers. */
  equipment?: Equipment[];
  /** Packages of the whole receipt by kind and number. */
  packaging?: Packaging[];
  /** Packages with what was received in them. */
  packages?: ReceivedPackage[];
  /** What was received, line by line. */
  lines?: ReceivedLine[];
  /** Totals as they were given. */
  totals?: Totals;
  /** What only one pair of partners needs. */
  extensions?: Extensions;
  /** Rules the document follows beyond its vocabulary. */
  specification?: string;
  /** Business process the document is a step of. */
  businessProcess?: string;
  /** Which run of it the document belongs to. */
  processInstance?: string;
  /** Id the sender gave the document, unique everywhere. */
  uuid?: string;
  /** Whether it is a copy. */
  copy?: boolean;
  /** People or desks for the whole document. */
  contacts?: Contact[];
  /** Measured properties. */
  measurements?: Measurement[];
}

/** A package and what was received in it. */
export interface ReceivedPackage {
  /** Whether it is a pallet (tare) or a pack, or another level. */
  level?: PackageLevel;
  /** Serial shipping container code, 18 or 20 digits as sent. */
  sscc?: string;
  /** Carrier's number of the package. */
  trackingNumber?: string;
  /** Marks and numbers. */
  marks?: Mark[];
  /** Numbers of the package. */
  references?: Reference[];
  /** Dates of the package. */
  dates?: DateOf[];
  /** Measured properties. */
  measurements?: Measurement[];
  /** Packages by kind and number. */
  packaging?: Packaging[];
  /** What was received in it. */
  lines?: ReceivedLine[];
  /** Packages inside. */
  packages?: ReceivedPackage[];
  /** What only one pair of partners needs. */
  extensions?: Extensions;
}

/** One received item. */
export interface ReceivedLine {
  /** Number of the line. */
  number?: string;
  /** Line this one belongs to. */
  parentLine?: string;
  /** How it belongs to that line. */
  parentRelation?: Code;
  /** Level of the line in the composition of an item. */
  level?: string;
  /** How it belongs to a configuration. */
  configuration?: Code;
  /** Quantity that was received. */
  receivedQuantity?: Decimal;
  /** Unit of receivedQuantity. */
  receivedUnit?: Unit;
  /** Quantity that was received and accepted. */
  acceptedQuantity?: Decimal;
  /** Unit of acceptedQuantity. */
  acceptedUnit?: Unit;
  /** Quantity that was received and not accepted. */
  rejectedQuantity?: Decimal;
  /** Unit of rejectedQuantity. */
  rejectedUnit?: Unit;
  /** What is done with what was not accepted: return, destroy. */
  rejectAction?: Code;
  /** Quantity that was shipped and did not come. */
  shortQuantity?: Decimal;
  /** Unit of shortQuantity. */
  shortUnit?: Unit;
  /** Quantity that came beyond what was ordered. */
  oversupplyQuantity?: Decimal;
  /** Unit of oversupplyQuantity. */
  oversupplyUnit?: Unit;
  /** Quantity that came damaged. */
  damagedQuantity?: Decimal;
  /** Unit of damagedQuantity. */
  damagedUnit?: Unit;
  /** Quantity the ship notice announced. */
  shippedQuantity?: Decimal;
  /** Unit of shippedQuantity. */
  shippedUnit?: Unit;
  /** Quantity that was ordered. */
  orderedQuantity?: Decimal;
  /** Unit of orderedQuantity. */
  orderedUnit?: Unit;
  /** Other quantities. */
  quantities?: QuantityOf[];
  /** What differs from what was ordered or announced, and why. */
  statuses?: LineStatus[];
  /** In which condition the goods came. */
  conditions?: GoodsCondition[];
  /** Day the goods were received. */
  received?: CalendarDate;
  /** Time of day of received. */
  receivedTime?: Time;
  /** Expiry date. */
  expires?: CalendarDate;
  /** Other dates of the line. */
  dates?: DateOf[];
  /** Buyer's number for the item. */
  buyerItem?: string;
  /** Supplier's number for the item. */
  supplierItem?: string;
  /** GTIN of the item. */
  gtin?: Gtin;
  /** The identifier of the item as it was given, when it is of another kind. */
  item?: ItemReference;
  /** Its other identifiers. */
  items?: ItemId[];
  /** Identifiers with what they are for. */
  itemGroups?: ItemGroup[];
  /** The item in words. */
  description?: string;
  /** What description describes: the product, its colour. */
  descriptionCharacteristic?: Code;
  /** Language of description. */
  descriptionLanguage?: Language;
  /** Descriptions. */
  descriptions?: Description[];
  /** Lot or batch. */
  lot?: string;
  /** Serial numbers. */
  serialNumbers?: string[];
  /** Other numbers of the goods. */
  marks?: Mark[];
  /** What is on the packages of the line. */
  markings?: Marking[];
  /** Price of one unit. */
  price?: Decimal;
  /** Other prices. */
  prices?: Price[];
  /** Buyer's number of the order. */
  orderNumber?: string;
  /** Date of that order. */
  orderIssued?: CalendarDate;
  /** Supplier's number of the shipment. */
  shipNoticeNumber?: string;
  /** Date of that ship notice. */
  shipNoticeIssued?: CalendarDate;
  /** Number of the delivery note. */
  deliveryNote?: string;
  /** Date of that delivery note. */
  deliveryNoteIssued?: CalendarDate;
  /** Line of that order. */
  orderLine?: string;
  /** Line of that ship notice. */
  shipNoticeLine?: string;
  /** Other numbers of the line. */
  references?: Reference[];
  /** Papers of the line. */
  attachments?: Attachment[];
  /** Who has to do with the line, each with a role. */
  parties?: Party[];
  /** Texts with their subject. */
  notes?: Note[];
  /** What only one pair of partners needs. */
  extensions?: Extensions;
  /** The item in a few words. */
  name?: string;
  /** Brands. */
  brands?: string[];
  /** Models. */
  models?: string[];
  /** Pieces and lots. */
  instances?: ItemInstance[];
  /** Tariff or trade codes. */
  commodities?: Commodity[];
  /** Properties. */
  characteristics?: Characteristic[];
  /** Time of day of orderIssued. */
  orderIssuedTime?: Time;
}

/** What a supplier charges, or credits, to a buyer. */
export interface Invoice {
  /** Which document this is. */
  type: 'invoice';
  /** Version of this vocabulary; it only grows within a version. */
  schemaVersion: Version;
  /** Id of the document in this gateway. */
  id?: string;
  /** Where the document came from. */
  source?: Source;
  /** Invoice, credit note, debit note or a finer kind. */
  kind?: InvoiceKind;
  /** Supplier's number of the invoice. */
  number: string;
  /** Date of the invoice. */
  issued?: CalendarDate;
  /** Time of day of issued. */
  issuedTime?: Time;
  /** Buyer's number of the order. */
  orderNumber?: string;
  /** Date of the order. */
  orderIssued?: CalendarDate;
  /** Number of the release against a blanket order. */
  orderRelease?: string;
  /** Which change to the order is invoiced. */
  orderChangeSequence?: string;
  /** Whether this is the first sending, a replacement, a duplicate. */
  purpose?: Purpose;
  /** What the receiver is to do with it. */
  action?: Code;
  /** Invoice that this one corrects or consolidates. */
  originalInvoice?: string;
  /** Currency of all amounts that name no other. */
  currency?: Currency;
  /** Whose currency it is. */
  currencyRole?: PartyRole;
  /** Rate to a second currency. */
  exchange?: Exchange;
  /** Number the buyer wants to see. */
  buyerReference?: string;
  /** Contract the goods were bought under. */
  contract?: string;
  /** Supplier's number of the order. */
  supplierOrderNumber?: string;
  /** Bill of lading of the goods. */
  billOfLading?: string;
  /** Day the goods left. */
  shipped?: CalendarDate;
  /** Time of day of shipped. */
  shippedTime?: Time;
  /** Day the goods arrived. */
  delivered?: CalendarDate;
  /** Time of day of delivered. */
  deliveredTime?: Time;
  /** Day the invoice is due. */
  due?: CalendarDate;
  /** Other dates. */
  dates?: DateOf[];
  /** Who buys. */
  buyer?: Party;
  /** Who sells. */
  supplier?: Party;
  /** Where the goods go. */
  shipTo?: Party;
  /** Who gets the invoice. */
  billTo?: Party;
  /** Where the goods come from. */
  shipFrom?: Party;
  /** Who is paid, when not the supplier. */
  payee?: Party;
  /** Who carries the goods. */
  carrier?: Party;
  /** Everyone else, each with a role. */
  parties?: Party[];
  /** People or desks for the whole document. */
  contacts?: Contact[];
  /** Other numbers. */
  references?: Reference[];
  /** Texts with their subject. */
  notes?: Note[];
  /** Texts, each with its own subject and no reference. */
  messages?: TextOf[];
  /** Allowances and charges of the whole document. */
  allowancesCharges?: AllowanceOrCharge[];
  /** Taxes of the whole document. */
  taxes?: Tax[];
  /** Who is taxed where. */
  taxStatus?: TaxStatus[];
  /** Payment terms. */
  terms?: PaymentTerm[];
  /** Who pays carriage, where title and risk pass. */
  deliveryTerms?: DeliveryTerms[];
  /** How the goods travel. */
  transport?: Transport[];
  /** Packages and weights. */
  cargo?: Cargo[];
  /** Trailers and containers. */
  equipment?: Equipment[];
  /** Dangerous goods notes. */
  hazards?: Hazard[];
  /** What the document is about. */
  descriptions?: Description[];
  /** Measured properties. */
  measurements?: Measurement[];
  /** How to pack. */
  packagingInstructions?: Description[];
  /** Free text. */
  remarks?: string[];
  /** Declarations. */
  questions?: Question[];
  /** Papers that go with the invoice. */
  attachments?: Attachment[];
  /** Tariffs that freight is charged by. */
  tariffs?: Tariff[];
  /** Balances of the account. */
  balances?: Balance[];
  /** Quantities or amounts for periods. */
  periodAmounts?: PeriodAmount[];
  /** Codes from an industry's own lists. */
  codeLists?: CodeList[];
  /** Ships and voyages. */
  vessels?: Vessel[];
  /** Accounts the invoice is charged to. */
  accounting?: Accounting[];
  /** What is invoiced. */
  lines?: InvoiceLine[];
  /** Units, weight and volume of what was shipped. */
  shipmentTotals?: ShipmentTotal[];
  /** Totals as they were given. */
  totals?: Totals;
  /** Date of originalInvoice. */
  originalInvoiceIssued?: CalendarDate;
  /** Date of contract. */
  contractIssued?: CalendarDate;
  /** Date of supplierOrderNumber. */
  supplierOrderIssued?: CalendarDate;
  /** How it is paid. */
  paymentInstructions?: PaymentInstruction[];
  /** Origin, duty regime and special conditions. */
  tradeConditions?: TradeCondition[];
  /** Places that matter. */
  locations?: Location[];
  /** Taxes of all lines that name none. */
  defaultTaxes?: Tax[];
  /** Further currencies and rates. */
  exchanges?: Exchange[];
  /** How the goods are packed. */
  packaging?: Packaging[];
  /** Requirements and conditions of a sector. */
  requirements?: Requirement[];
  /** Why amounts were adjusted. */
  adjustments?: Adjustment[];
  /** Code list of kind. */
  kindList?: Code;
  /** Who keeps that list. */
  kindAgency?: Code;
  /** Kind in words. */
  kindName?: string;
  /** Version of the document. */
  version?: string;
  /** Revision of the document. */
  revision?: string;
  /** What only one pair of partners needs. */
  extensions?: Extensions;
  /** Rules the document follows beyond its vocabulary. */
  specification?: string;
  /** Business process the document is a step of. */
  businessProcess?: string;
  /** Which run of it the document belongs to. */
  processInstance?: string;
  /** Id the sender gave the document, unique everywhere. */
  uuid?: string;
  /** Whether it is a copy. */
  copy?: boolean;
  /** Buyer's account or cost centre. */
  accountingCost?: string;
  /** Buyer's account by code. */
  accountingCode?: Code;
  /** Totals of further taxes, or in another currency. */
  taxTotals?: TaxTotal[];
  /** What was paid already. */
  prepayments?: Prepayment[];
  /** Id of the original invoice, unique everywhere. */
  originalInvoiceUuid?: string;
  /** Why the document was made, by code. */
  reasonCode?: Code;
  /** Why the document was made. */
  reason?: string;
  /** Kind of contract. */
  contractType?: Code;
  /** Time of day of orderIssued. */
  orderIssuedTime?: Time;
  /** Currency tax is accounted in. */
  taxCurrency?: Currency;
}

/** One invoiced item. */
export interface InvoiceLine {
  /** What the line bills, when not goods: service, or order for an order as a whole. */
  kind?: Code;
  /** Number of the line. */
  number?: string;
  /** Invoiced quantity. */
  quantity?: Decimal;
  /** Unit of quantity. */
  unit?: Unit;
  /** Price of one unit. */
  price?: Decimal;
  /** How the unit price is meant. */
  priceBasis?: PriceBasis;
  /** Amount of the line. */
  amount?: Decimal;
  /** Currency where it is not the document's. */
  currency?: Currency;
  /** Whose currency it is. */
  currencyRole?: PartyRole;
  /** Buyer's number for the item. */
  buyerItem?: string;
  /** Supplier's number for the item. */
  supplierItem?: string;
  /** GTIN of the item. */
  gtin?: Gtin;
  /** Its other identifiers. */
  items?: ItemId[];
  /** The item in words. */
  description?: string;
  /** What description describes: the product, its colour. */
  descriptionCharacteristic?: Code;
  /** Language of description. */
  descriptionLanguage?: Language;
  /** Measurements given together with description. */
  descriptionMeasurements?: Measurement[];
  /** Buyer's number of the order, where it is given by line. */
  orderNumber?: string;
  /** Line of the order. */
  orderLine?: string;
  /** Further groups of identifiers. */
  itemGroups?: ItemGroup[];
  /** Further descriptions. */
  descriptions?: Description[];
  /** Dates of the line. */
  dates?: DateOf[];
  /** Numbers of the line. */
  references?: Reference[];
  /** People for this line. */
  contacts?: Contact[];
  /** Texts with their subject. */
  notes?: Note[];
  /** Free text. */
  remarks?: string[];
  /** Declarations. */
  questions?: Question[];
  /** Further quantities. */
  quantities?: QuantityOf[];
  /** How much was shipped, and why not all. */
  statuses?: LineStatus[];
  /** Further prices. */
  prices?: Price[];
  /** Quantities or amounts for periods. */
  periodAmounts?: PeriodAmount[];
  /** Amounts of the line by meaning. */
  amounts?: AmountOf[];
  /** Taxes of the line. */
  taxes?: Tax[];
  /** Allowances and charges of the line. */
  allowancesCharges?: AllowanceOrCharge[];
  /** Measured properties. */
  measurements?: Measurement[];
  /** Papers that go with the line. */
  attachments?: Attachment[];
  /** How it was packed. */
  packagingInstructions?: Description[];
  /** Packaging by size and count. */
  packaging?: Packaging[];
  /** Payment terms of the line. */
  terms?: PaymentTerm[];
  /** Quantities by store. */
  destinations?: Destination[];
  /** How the line travelled. */
  transport?: Transport[];
  /** Tariffs that freight is charged by. */
  tariffs?: Tariff[];
  /** Services the line bills, with their times. */
  requestedServices?: RequestedService[];
  /** Conditions that hold for the line. */
  conditions?: Condition[];
  /** Components of the item. */
  subLines?: SubLine[];
  /** Where the line went. */
  shipTo?: Party;
  /** Other parties of the line. */
  parties?: Party[];
  /** Codes from an industry's own lists. */
  codeLists?: CodeList[];
  /** Ships and voyages. */
  vessels?: Vessel[];
  /** Accounts the line is charged to. */
  accounting?: Accounting[];
  /** What a change does to the line. */
  action?: LineAction;
  /** Line this one is a part of. */
  parentLine?: string;
  /** What kind of part it is. */
  parentRelation?: Code;
  /** Level within a configuration. */
  level?: string;
  /** Place within a configuration. */
  configuration?: Code;
  /** How the line names its item, where that is none of the numbers above. */
  item?: ItemReference;
  /** Date of the order. */
  orderIssued?: CalendarDate;
  /** Which price it is: list, contract, retail. */
  priceType?: PriceType;
  /** Quantity the price is for. */
  priceQuantity?: Decimal;
  /** Unit of priceQuantity. */
  priceUnit?: Unit;
  /** Percentages of the line. */
  percentages?: PercentOf[];
  /** Origin, duty regime and special conditions. */
  tradeConditions?: TradeCondition[];
  /** Serial numbers, lots and marks of the goods. */
  marks?: Mark[];
  /** Places of the line. */
  locations?: Location[];
  /** Trailers and containers. */
  equipment?: Equipment[];
  /** Delivery terms of the line. */
  deliveryTerms?: DeliveryTerms[];
  /** Sets of related numbers. */
  identifierSets?: IdentifierSet[];
  /** Requirements and conditions of a sector. */
  requirements?: Requirement[];
  /** What only one pair of partners needs. */
  extensions?: Extensions;
  /** Buyer's account or cost centre. */
  accountingCost?: string;
  /** Buyer's account by code. */
  accountingCode?: Code;
  /** The item in a few words. */
  name?: string;
  /** Brands. */
  brands?: string[];
  /** Models. */
  models?: string[];
  /** Factor from the unit of the price to that of the quantity. */
  priceFactor?: Decimal;
  /** What price has taken off or added already. */
  priceAllowances?: AllowanceOrCharge[];
  /** Pieces and lots. */
  instances?: ItemInstance[];
  /** Whether it is free of charge. */
  free?: boolean;
  /** Id of the line, unique everywhere. */
  uuid?: string;
  /** Tax of the line. */
  taxAmount?: Decimal;
  /** Tariff or trade codes. */
  commodities?: Commodity[];
  /** Properties. */
  characteristics?: Characteristic[];
  /** Totals of further taxes, or in another currency. */
  taxTotals?: TaxTotal[];
  /** Why the line was credited. */
  reason?: string;
  /** Time of day of orderIssued. */
  orderIssuedTime?: Time;
}

/** Units, weight and volume of what was shipped. */
export interface ShipmentTotal {
  /** Units shipped. */
  units?: Decimal;
  /** Unit of units. */
  unit?: Unit;
  /** Weight. */
  weight?: Decimal;
  /** Unit of weight. */
  weightUnit?: Unit;
  /** Volume. */
  volume?: Decimal;
  /** Unit of volume. */
  volumeUnit?: Unit;
  /** Pallets or other handling units. */
  quantity?: Decimal;
  /** Weight of those units. */
  quantityWeight?: Decimal;
  /** Descriptions. */
  descriptions?: Description[];
}

/** A balance of the account. */
export interface Balance {
  /** Which account or period. */
  scope: Code;
  /** Which balance. */
  type: AmountType;
  /** The balance. */
  amount?: Decimal;
}

/** Conditions of one category that hold or do not. */
export interface Condition {
  /** What they are about. */
  category: Code;
  /** Whether they hold. */
  holds?: Code;
  /** The conditions. */
  codes?: string[];
}

/** The tariff that freight is charged by. */
export interface Tariff {
  /** Number of the lading line. */
  lineNumber?: string;
  /** Who publishes the tariff. */
  agency?: string;
  /** Number of the tariff. */
  number?: string;
  /** Section of it. */
  section?: string;
  /** Item of it. */
  item?: string;
  /** Part of the item. */
  itemPart?: Decimal;
  /** Freight class. */
  freightClass?: string;
  /** Supplement. */
  supplement?: string;
  /** Exception. */
  exceptionNumber?: string;
  /** Date it holds from. */
  effective?: CalendarDate;
  /** Rate basis number. */
  rateBasis?: string;
  /** Column of the tariff. */
  column?: string;
  /** Distance. */
  distance?: Decimal;
  /** How distance is counted. */
  distanceType?: Code;
  /** Place of the rate. */
  city?: string;
  /** State or province of the place. */
  region?: string;
}

/** A service the line bills, with its times. */
export interface RequestedService {
  /** Number of the service. */
  number?: string;
  /** Days of the week, as sent. */
  days?: string;
  /** From. */
  startTime?: Time;
  /** Until. */
  endTime?: Time;
  /** Times in words. */
  text?: string;
  /** Price of one unit. */
  price?: Decimal;
  /** How many. */
  quantity?: Decimal;
  /** First day. */
  start?: CalendarDate;
  /** Last day. */
  end?: CalendarDate;
  /** The service. */
  item?: string;
  /** A further number of it. */
  itemDetail?: string;
}

/** Any canonical document; `type` tells which. */
export type CanonicalDocument = Order | OrderChange | OrderResponse | ShipNotice | ReceiptAdvice | Invoice;

/** The kinds of canonical documents. */
export const DOCUMENT_TYPES = [
  'order',
  'order-change',
  'order-response',
  'ship-notice',
  'receipt-advice',
  'invoice',
] as const;
