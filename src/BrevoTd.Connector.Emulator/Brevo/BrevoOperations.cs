namespace BrevoTd.Connector.Emulator.Brevo;

/// <summary>
/// Every operation of Brevo's API v3 (August 2026): what the emulator does not serve it refuses by name, and what Brevo does not have either
/// is a 404.
/// </summary>
internal static class BrevoOperations
{
    /// <summary>Method and path after <c>/v3</c>.</summary>
    public static IEnumerable<(string Method, string Path)> All =>
        Table
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(static line => line.Split(' '))
            .SelectMany(static parts => parts.Skip(1).Select(method => (method, parts[0])));

    private const string Table = """
        /account GET
        /categories GET POST
        /categories/batch POST
        /categories/{id} GET
        /companies GET POST
        /companies/import POST
        /companies/link-unlink/{id} PATCH
        /companies/{id} GET DELETE PATCH
        /contacts GET POST
        /contacts/attributes GET
        /contacts/attributes/{attributeCategory}/{attributeName} POST PUT DELETE
        /contacts/attributes/{attributeType}/{multipleChoiceAttribute}/{multipleChoiceAttributeOption} DELETE
        /contacts/batch POST
        /contacts/consent-groups GET POST
        /contacts/consent-groups/{id} GET PUT DELETE
        /contacts/doubleOptinConfirmation POST
        /contacts/export POST
        /contacts/folders GET POST
        /contacts/folders/{folderId} GET PUT DELETE
        /contacts/folders/{folderId}/lists GET
        /contacts/import POST
        /contacts/lists GET POST
        /contacts/lists/{listId} GET PUT DELETE
        /contacts/lists/{listId}/contacts GET
        /contacts/lists/{listId}/contacts/add POST
        /contacts/lists/{listId}/contacts/remove POST
        /contacts/segments GET
        /contacts/{identifier} GET PUT DELETE
        /contacts/{identifier}/campaignStats GET
        /conversations/agentOnlinePing POST
        /conversations/messages POST
        /conversations/messages/{id} GET PUT DELETE
        /conversations/pushedMessages POST
        /conversations/pushedMessages/{id} GET PUT DELETE
        /conversations/visitorGroup PUT
        /corporate/group POST
        /corporate/group/unlink/{groupId}/subAccounts PUT
        /corporate/group/{id} GET PUT DELETE
        /corporate/groups GET
        /corporate/invited/users GET
        /corporate/ip GET
        /corporate/masterAccount GET
        /corporate/ssoToken POST
        /corporate/subAccount GET POST
        /corporate/subAccount/ip/associate POST
        /corporate/subAccount/ip/dissociate PUT
        /corporate/subAccount/key POST
        /corporate/subAccount/ssoToken POST
        /corporate/subAccount/{id} GET DELETE
        /corporate/subAccount/{id}/applications/toggle PUT
        /corporate/subAccount/{id}/plan PUT
        /corporate/subAccounts/plan PUT
        /corporate/user/invitation/send POST
        /corporate/user/invitation/{action}/{email} PUT
        /corporate/user/revoke/{email} DELETE
        /corporate/user/{email}/permissions GET PUT
        /couponCollections GET POST
        /couponCollections/{id} GET PATCH
        /coupons POST
        /crm/attributes POST
        /crm/attributes/companies GET
        /crm/attributes/deals GET
        /crm/attributes/{id} DELETE PATCH
        /crm/deals GET POST
        /crm/deals/import POST
        /crm/deals/link-unlink/{id} PATCH
        /crm/deals/{id} GET DELETE PATCH
        /crm/files GET POST
        /crm/files/{id} GET DELETE
        /crm/files/{id}/data GET
        /crm/notes GET POST
        /crm/notes/{id} GET DELETE PATCH
        /crm/pipeline/details GET
        /crm/pipeline/details/all GET
        /crm/pipeline/details/{pipelineID} GET
        /crm/tasks GET POST
        /crm/tasks/{id} GET DELETE PATCH
        /crm/tasktypes GET
        /ecommerce/activate POST
        /ecommerce/attribution/metrics GET
        /ecommerce/attribution/metrics/{conversionSource}/{conversionSourceId} GET
        /ecommerce/attribution/products/{conversionSource}/{conversionSourceId} GET
        /ecommerce/config/displayCurrency GET POST
        /emailCampaigns GET POST
        /emailCampaigns/images POST
        /emailCampaigns/{campaignId} GET PUT DELETE
        /emailCampaigns/{campaignId}/abTestCampaignResult GET
        /emailCampaigns/{campaignId}/exportRecipients POST
        /emailCampaigns/{campaignId}/sendNow POST
        /emailCampaigns/{campaignId}/sendReport POST
        /emailCampaigns/{campaignId}/sendTest POST
        /emailCampaigns/{campaignId}/sharedUrl GET
        /emailCampaigns/{campaignId}/status PUT
        /events GET POST
        /events/batch POST
        /feeds GET POST
        /feeds/{uuid} GET PUT DELETE
        /inbound/attachments/{downloadToken} GET
        /inbound/events GET
        /inbound/events/{uuid} GET
        /loyalty/balance/programs/{pid}/active-balance GET
        /loyalty/balance/programs/{pid}/balance-definitions GET POST
        /loyalty/balance/programs/{pid}/balance-definitions/{bdid} GET PUT DELETE
        /loyalty/balance/programs/{pid}/balance-definitions/{bdid}/limits POST
        /loyalty/balance/programs/{pid}/balance-definitions/{bdid}/limits/{blid} GET PUT DELETE
        /loyalty/balance/programs/{pid}/contact-balances GET
        /loyalty/balance/programs/{pid}/create-order POST
        /loyalty/balance/programs/{pid}/subscriptions/{cid}/balances GET POST
        /loyalty/balance/programs/{pid}/transaction-history GET
        /loyalty/balance/programs/{pid}/transactions POST
        /loyalty/balance/programs/{pid}/transactions/{tid}/cancel POST
        /loyalty/balance/programs/{pid}/transactions/{tid}/complete POST
        /loyalty/config/programs GET POST
        /loyalty/config/programs/{pid} GET PUT DELETE PATCH
        /loyalty/config/programs/{pid}/account-info GET
        /loyalty/config/programs/{pid}/contact/{cid} DELETE
        /loyalty/config/programs/{pid}/publish POST
        /loyalty/config/programs/{pid}/subscription-members POST DELETE
        /loyalty/config/programs/{pid}/subscriptions POST
        /loyalty/offer/programs/{pid}/code-pools/{cpid}/codes-count GET
        /loyalty/offer/programs/{pid}/offers GET POST
        /loyalty/offer/programs/{pid}/rewards/attribute POST
        /loyalty/offer/programs/{pid}/rewards/redeem POST
        /loyalty/offer/programs/{pid}/rewards/redeem/{tid}/complete POST
        /loyalty/offer/programs/{pid}/rewards/revoke DELETE
        /loyalty/offer/programs/{pid}/rewards/validate POST
        /loyalty/offer/programs/{pid}/rewards/{rid} GET
        /loyalty/offer/programs/{pid}/vouchers GET
        /loyalty/tier/programs/{pid}/contacts/{cid}/tiers/{tid} POST
        /loyalty/tier/programs/{pid}/tier-groups GET POST
        /loyalty/tier/programs/{pid}/tier-groups/{gid} GET PUT DELETE
        /loyalty/tier/programs/{pid}/tier-groups/{gid}/tiers POST
        /loyalty/tier/programs/{pid}/tiers GET
        /loyalty/tier/programs/{pid}/tiers/{tid} PUT DELETE
        /objects/{object_type}/associated-records GET
        /objects/{object_type}/batch/delete POST
        /objects/{object_type}/batch/upsert POST
        /objects/{object_type}/records GET
        /orders GET
        /orders/status POST
        /orders/status/batch POST
        /organization/activities GET
        /organization/invited/users GET
        /organization/user/invitation/revoke/{email} PUT
        /organization/user/invitation/send POST
        /organization/user/invitation/{action}/{email} PUT
        /organization/user/update/permissions POST
        /organization/user/{email}/permissions GET
        /payments/requests POST
        /payments/requests/{id} GET DELETE
        /processes GET
        /processes/{processId} GET
        /products GET POST
        /products/batch POST
        /products/{id} GET
        /products/{id}/alerts/{type} POST
        /senders GET POST
        /senders/domains GET POST
        /senders/domains/{domainName} GET DELETE
        /senders/domains/{domainName}/authenticate PUT
        /senders/ips GET
        /senders/{senderId} PUT DELETE
        /senders/{senderId}/ips GET
        /senders/{senderId}/validate PUT
        /smsCampaigns GET POST
        /smsCampaigns/{campaignId} GET PUT DELETE
        /smsCampaigns/{campaignId}/exportRecipients POST
        /smsCampaigns/{campaignId}/sendNow POST
        /smsCampaigns/{campaignId}/sendReport POST
        /smsCampaigns/{campaignId}/sendTest POST
        /smsCampaigns/{campaignId}/status PUT
        /smtp/blockedContacts GET
        /smtp/blockedContacts/{email} DELETE
        /smtp/blockedDomains GET POST
        /smtp/blockedDomains/{domain} DELETE
        /smtp/deleteHardbounces POST
        /smtp/email POST
        /smtp/email/{identifier} DELETE
        /smtp/emailStatus/{identifier} GET
        /smtp/emails GET
        /smtp/emails/{uuid} GET
        /smtp/log/{identifier} DELETE
        /smtp/statistics/aggregatedReport GET
        /smtp/statistics/events GET
        /smtp/statistics/reports GET
        /smtp/template/preview POST
        /smtp/templates GET POST
        /smtp/templates/{templateId} GET PUT DELETE
        /smtp/templates/{templateId}/sendTest POST
        /transactionalSMS/send POST
        /transactionalSMS/sms POST
        /transactionalSMS/statistics/aggregatedReport GET
        /transactionalSMS/statistics/events GET
        /transactionalSMS/statistics/reports GET
        /transactionalSMS/templates GET
        /wallet/passes/{passId}/installUrl/{contactId} GET
        /webhooks GET POST
        /webhooks/export POST
        /webhooks/{webhookId} GET PUT DELETE
        /whatsapp/sendMessage POST
        /whatsapp/statistics/events GET
        /whatsappCampaigns GET POST
        /whatsappCampaigns/config GET
        /whatsappCampaigns/template POST
        /whatsappCampaigns/template-list GET
        /whatsappCampaigns/template/approval/{templateId} POST
        /whatsappCampaigns/{campaignId} GET PUT DELETE
        """;
}
