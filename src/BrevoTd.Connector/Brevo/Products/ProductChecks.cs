using System.Globalization;

namespace BrevoTd.Connector.Brevo;

/// <summary>What Brevo would refuse or drop without a word, found before anything is sent.</summary>
internal static class ProductChecks
{
    private const int MinNameFilter = 3;

    public static void Check(UpsertProductRequest product, bool isNew, string which, string parameter)
    {
        if (product is null)
        {
            throw new ArgumentException($"{which} is null. Leave it out.", parameter);
        }

        if (string.IsNullOrWhiteSpace(product.Id))
        {
            throw new ArgumentException($"{which} has no {nameof(product.Id)}. Fill it with the shop's id of the product.", parameter);
        }

        if (isNew ? string.IsNullOrWhiteSpace(product.Name) : product.Name is not null && string.IsNullOrWhiteSpace(product.Name))
        {
            throw new ArgumentException(
                $"{which} has no {nameof(product.Name)}. Brevo asks for it when a product is new; leave it null only in an upsert of a product that exists.",
                parameter
            );
        }

        if (product.MetaInfo is not { Count: > 0 } metaInfo)
        {
            return;
        }

        if (metaInfo.Values.Any(value => value.Kind is not (PropertyValueKind.Text or PropertyValueKind.Number)))
        {
            throw new ArgumentException(
                $"{which} has a value in {nameof(product.MetaInfo)} that Brevo does not take. Use texts and numbers; write others as text.",
                parameter
            );
        }

        if (PropertySize.InCharacters(metaInfo) is > BrevoProductsClient.MaxMetaInfoLength and var length)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{which} has {nameof(product.MetaInfo)} of {length:N0} characters and Brevo takes {BrevoProductsClient.MaxMetaInfoLength:N0}. Leave some out, or shorten their texts."
                ),
                parameter
            );
        }
    }

    public static void Check(ProductQuery query, string parameter)
    {
        if (query.Name is { Length: < MinNameFilter })
        {
            throw new ArgumentException(
                $"Brevo looks for names of at least {MinNameFilter} characters. Lengthen {nameof(query.Name)}, or use {nameof(query.Search)}.",
                parameter
            );
        }
    }
}
