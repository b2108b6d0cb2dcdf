/** What every campaign has in common (OP-2): its status by the clock, and the steps an operator takes. */
export {
  campaignActions,
  campaignFilter,
  campaignStatusAt,
  campaignStatusText,
  campaignStepTo,
  copyTitle,
  sameBut,
  titled,
  type CampaignAction,
  type CampaignStatus,
  type CampaignStep,
  type Scheduled,
} from './campaigns.rules'
