using BrevoTd.Connector.Brevo;

namespace BrevoTd.Connector.Sync;

public static partial class BrevoTables
{
    /// <summary>Orders.</summary>
    public static TableLayout<Order> Orders { get; } =
        new(
            "brevo_orders",
            TableContent.Versions,
            ["store_id", "id"],
            new LayoutBuilder<Order>()
                .Text("id", "Id of the order", order => order.Id)
                .Text("store_id", "The shop; null if there is one only", order => order.StoreId)
                .Text("status", "Status", order => order.Status)
                .Decimal("amount", "Amount", order => order.Amount)
                .Integer("contact_id", "Id of the contact", order => order.ContactId?.Value)
                .Text("email", "The contact's e-mail address", order => order.Email ?? order.Identifiers?.Email)
                .Text("ext_id", "The contact's external id", order => order.Identifiers?.ExternalId)
                .Text("phone", "The contact's phone number", order => order.Identifiers?.Phone)
                .Moment("created_at", "When it was created", order => order.CreatedAt)
                .Moment("updated_at", "When it was changed last", order => order.UpdatedAt)
                .Integer("line_count", "How many lines it has", order => order.Products?.Count)
                .Texts("coupons", "Coupons", order => order.Coupons)
                .Text("billing_country_code", "Country of the bill", order => order.Billing?.CountryCode)
                .Text("billing_city", "City of the bill", order => order.Billing?.City)
                .Text("billing_post_code", "Post code of the bill", order => order.Billing?.PostCode)
                .Text("payment_method", "Means of payment", order => order.Billing?.PaymentMethod)
                .Json("billing", "The whole billing address", order => order.Billing, OrdersJsonContext.Default.OrderBilling)
                .Json(
                    "meta_info",
                    "Further values",
                    order => order.MetaInfo,
                    OrdersJsonContext.Default.IReadOnlyDictionaryStringPropertyValue
                )
                .Origin()
        );

    /// <summary>Lines of orders. The lines of one order have its <c>pulled_at</c>.</summary>
    public static TableLayout<BrevoOrderLine> OrderLines { get; } =
        new(
            "brevo_order_lines",
            TableContent.Versions,
            ["store_id", "order_id", "line_number"],
            new LayoutBuilder<BrevoOrderLine>()
                .Text("order_id", "Id of the order", line => line.Order.Id)
                .Text("store_id", "The shop; null if there is one only", line => line.Order.StoreId)
                .Integer("line_number", "Place of the line in the order, from 1", line => line.Number)
                .Text("product_id", "Id of the product", line => line.Line.ProductId)
                .Text("variant_id", "Id of the variant", line => line.Line.VariantId)
                .Decimal("quantity", "How many", line => line.Line.QuantityFloat ?? line.Line.Quantity)
                .Decimal("price", "Price of one", line => line.Line.Price)
                .Text("order_status", "Status of the order", line => line.Order.Status)
                .Moment("order_created_at", "When the order was created", line => line.Order.CreatedAt)
                .Moment("order_updated_at", "When the order was changed last", line => line.Order.UpdatedAt)
                .Origin(),
            // A version of an order replaces all of its lines, also those that it has no longer.
            versionOf: ["store_id", "order_id"]
        );

    /// <summary>Products.</summary>
    public static TableLayout<Product> Products { get; } =
        new(
            "brevo_products",
            TableContent.Versions,
            Id,
            new LayoutBuilder<Product>()
                .Text("id", "Id of the product", product => product.Id)
                .Text("name", "Name", product => product.Name)
                .Text("sku", "Stock keeping unit", product => product.Sku)
                .Text("parent_id", "Id of the product it is a variant of", product => product.ParentId)
                .Text("brand", "Brand", product => product.Brand)
                .Decimal("price", "Price", product => product.Price)
                .Decimal("alternative_price", "Second price", product => product.AlternativePrice)
                .Decimal("stock", "Stock", product => product.Stock)
                .Text("url", "Page of the product", product => product.Url)
                .Text("image_url", "Picture", product => product.ImageUrl)
                .Text("description", "Description", product => product.Description)
                .Texts("categories", "Ids of its categories", product => product.Categories)
                .Flag("is_deleted", "Whether it was taken out of the shop", product => product.IsDeleted)
                .Moment("created_at", "When it was created", product => product.CreatedAt)
                .Moment("modified_at", "When it was changed last", product => product.ModifiedAt)
                .Json(
                    "meta_info",
                    "Further values",
                    product => product.MetaInfo,
                    ProductsJsonContext.Default.IReadOnlyDictionaryStringPropertyValue
                )
                .Origin()
        );

    /// <summary>Categories of products.</summary>
    public static TableLayout<ProductCategory> Categories { get; } =
        new(
            "brevo_categories",
            TableContent.Versions,
            Id,
            new LayoutBuilder<ProductCategory>()
                .Text("id", "Id of the category", category => category.Id)
                .Text("name", "Name", category => category.Name)
                .Text("url", "Page of the category", category => category.Url)
                .Flag("is_deleted", "Whether it was taken out of the shop", category => category.IsDeleted)
                .Moment("created_at", "When it was created", category => category.CreatedAt)
                .Moment("modified_at", "When it was changed last", category => category.ModifiedAt)
                .Origin()
        );

    /// <summary>Companies, without columns for attributes: they are in <c>attributes</c> as JSON.</summary>
    public static TableLayout<Company> Companies { get; } = CompaniesWith([]);

    /// <summary>Deals, without columns for attributes: they are in <c>attributes</c> as JSON.</summary>
    public static TableLayout<Deal> Deals { get; } = DealsWith([]);

    /// <summary>Companies, with a column for each attribute.</summary>
    /// <param name="attributes">The definitions, as <see cref="BrevoCompaniesClient.ListAttributesAsync"/> lists them.</param>
    public static TableLayout<Company> CompaniesWith(IReadOnlyList<CrmAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return new TableLayout<Company>(
            "brevo_companies",
            TableContent.Versions,
            Id,
            new LayoutBuilder<Company>()
                .Text("id", "Id of the company", company => company.Id?.Value)
                .Integers(
                    "linked_contact_ids",
                    "Contacts of the company",
                    company => company.LinkedContactIds?.Select(static id => id.Value)
                )
                .Texts("linked_deal_ids", "Deals of the company", company => company.LinkedDealIds?.Select(static id => id.Value))
                .Moment("updated_at", "When it was changed last", company => company.UpdatedAt)
                .Attributes(AttributeColumn.Of(attributes), company => company.Attributes)
                .Origin()
        );
    }

    /// <summary>Deals, with a column for each attribute.</summary>
    /// <param name="attributes">The definitions, as <see cref="BrevoDealsClient.ListAttributesAsync"/> lists them.</param>
    public static TableLayout<Deal> DealsWith(IReadOnlyList<CrmAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return new TableLayout<Deal>(
            "brevo_deals",
            TableContent.Versions,
            Id,
            new LayoutBuilder<Deal>()
                .Text("id", "Id of the deal", deal => deal.Id?.Value)
                .Integers("linked_contact_ids", "Contacts of the deal", deal => deal.LinkedContactIds?.Select(static id => id.Value))
                .Texts("linked_company_ids", "Companies of the deal", deal => deal.LinkedCompanyIds?.Select(static id => id.Value))
                .Moment("updated_at", "When it was changed last", deal => deal.UpdatedAt)
                .Attributes(AttributeColumn.Of(attributes), deal => deal.Attributes)
                .Origin()
        );
    }
}
