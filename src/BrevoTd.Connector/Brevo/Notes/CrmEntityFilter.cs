using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Writes the filters that notes and files share.</summary>
internal static class CrmEntityFilter
{
    public static void Check(CrmEntityQuery query, string parameter)
    {
        CrmChecks.PageSize(query.PageSize, parameter);
        var named = Named(query);
        if (named.Count > 1)
        {
            throw new ArgumentException("Brevo filters by one record only. Leave all but one of the ids out.", parameter);
        }

        if (named is [var (type, _)] && query.EntityType is { } asked && asked != type)
        {
            throw new ArgumentException($"The record is not one of {asked}. Leave EntityType out: it follows from the id.", parameter);
        }

        if (query.From > query.To)
        {
            throw new ArgumentException("From is later than To. Exchange them.", parameter);
        }
    }

    public static QueryString Write(string path, CrmEntityQuery query)
    {
        var named = Named(query);
        return new QueryString(path)
            .Add("entity", named is [var (type, _)] ? type.Value : query.EntityType?.Value)
            .Add("entityIds", named is [var (_, id)] ? id : null)
            .Add("dateFrom", query.From?.ToUnixTimeMilliseconds())
            .Add("dateTo", query.To?.ToUnixTimeMilliseconds());
    }

    private static List<(CrmEntityType Type, string Id)> Named(CrmEntityQuery query)
    {
        var named = new List<(CrmEntityType, string)>(1);
        if (query.ContactId is { } contact)
        {
            named.Add((CrmEntityType.Contacts, contact.ToString()));
        }

        if (query.CompanyId is { } company)
        {
            named.Add((CrmEntityType.Companies, company.ToString()));
        }

        if (query.DealId is { } deal)
        {
            named.Add((CrmEntityType.Deals, deal.ToString()));
        }

        return named;
    }
}
