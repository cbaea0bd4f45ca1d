using BrevoTd.Connector.Batching;
using BrevoTd.Connector.Brevo;
using BrevoTd.Connector.Mapping;

namespace BrevoTd.Connector.Sync;

/// <summary>Records that a step reads; say where they go.</summary>
/// <typeparam name="T">Type of the records.</typeparam>
public sealed partial class SyncSource<T>
{
    private readonly SyncBuilder _builder;
    private readonly RecordSource<T> _source;

    internal SyncSource(SyncBuilder builder, RecordSource<T> source)
    {
        _builder = builder;
        _source = source;
    }

    /// <summary>Sends the records to Brevo's contacts and lists, through the contact import (or one by one with <see cref="SyncMode.UpdateOnly"/>).</summary>
    /// <param name="map">Says how records become contacts.</param>
    /// <param name="configure">Sets the options of the writer, at least its lists. Called at the beginning of each run.</param>
    /// <returns>The step: say which records it sends, and how carefully.</returns>
    public SyncPush<T> ToContacts(ContactMap<T> map, Action<ContactImportWriterOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(new ContactsTarget<T>(map, configure));
    }

    /// <summary>
    /// Puts existing contacts on a list (<c>POST /contacts/lists/{listId}/contacts/add</c>), and changes nothing else of them. Brevo does not tell contacts that are on the list already from those that do not exist: both are
    /// rejected as <c>unchanged</c>, which is no refusal here, and sent again by the next run.
    /// </summary>
    /// <param name="listId">Id of the list.</param>
    /// <param name="identify">Names the contact of a record by e-mail address, id or external id.</param>
    /// <param name="configure">Sets the options of the writer. Called at the beginning of each run.</param>
    /// <returns>The step: say which records it sends, and how carefully.</returns>
    public SyncPush<T> ToList(
        ContactListId listId,
        Func<T, ContactIdentifier?> identify,
        Action<ListMembersWriterOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(identify);
        return Add(
            new WriterTarget<T, ListMembersWriterOptions>(
                "list",
                (context, options) => BrevoListsClientExtensions.CreateParts(context.Brevo.Lists, listId, identify, options, adds: true),
                configure
            )
            {
                IsList = true,
                List = listId.Value,
                NoRefusal = new OutcomeCause("unchanged"),
            }
        );
    }

    /// <summary>
    /// Sends the records to Brevo's events. Brevo stores an event as often as it gets it, so a ledger in the store stands in front: see <see cref="SyncPush{T}.WhenInDoubt"/>. Equal records are as many events.
    /// </summary>
    /// <param name="map">Says how records become events.</param>
    /// <param name="configure">Sets the options of the writer. Called at the beginning of each run.</param>
    /// <returns>The step: say which records it sends, and how carefully.</returns>
    public SyncPush<T> ToEvents(EventMap<T> map, Action<EventWriterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Add(
            new WriterTarget<T, EventWriterOptions>(
                "events",
                (context, options) => BrevoEventsClientExtensions.CreateParts(context.Brevo.Events, map, options),
                configure
            )
            {
                Policy = OutboxPolicy.AtLeastOnce,
                IsEvents = true,
            }
        );
    }

    /// <summary>Sends the records to Brevo's orders, which are known by their ids.</summary>
    /// <param name="map">Says how records become orders with their lines.</param>
    /// <param name="configure">Sets the options of the writer, at least whether the orders are past ones (<see cref="OrderWriterOptions.Historical"/>). Called at the beginning of each run.</param>
    /// <returns>The step: say which records it sends, and how carefully.</returns>
    public SyncPush<T> ToOrders(OrderMap<T> map, Action<OrderWriterOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(
            new WriterTarget<T, OrderWriterOptions>(
                "orders",
                (context, options) => BrevoOrdersClientExtensions.CreateParts(context.Brevo.Orders, map, options),
                configure
            )
        );
    }

    /// <summary>Sends the records to Brevo's products, which are known by their ids.</summary>
    /// <param name="map">Says how records become products.</param>
    /// <param name="configure">Sets the options of the writer. Called at the beginning of each run.</param>
    /// <returns>The step: say which records it sends, and how carefully.</returns>
    public SyncPush<T> ToProducts(ProductMap<T> map, Action<ProductWriterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Add(
            new WriterTarget<T, ProductWriterOptions>(
                "products",
                (context, options) => BrevoProductsClientExtensions.CreateParts(context.Brevo.Products, map, options),
                configure
            )
        );
    }

    /// <summary>Sends the records to Brevo's categories of products, which are known by their ids.</summary>
    /// <param name="map">Says how records become categories.</param>
    /// <param name="configure">Sets the options of the writer. Called at the beginning of each run.</param>
    /// <returns>The step: say which records it sends, and how carefully.</returns>
    public SyncPush<T> ToCategories(CategoryMap<T> map, Action<CategoryWriterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Add(
            new WriterTarget<T, CategoryWriterOptions>(
                "categories",
                (context, options) => BrevoCategoriesClientExtensions.CreateParts(context.Brevo.Categories, map, options),
                configure
            )
        );
    }

    /// <summary>
    /// Sends the records to a custom object of Brevo, where they are known by their ids. A record without an id is created anew whenever it is sent: a run that was cut short may then have created it, and the
    /// next one creates it again.
    /// </summary>
    /// <param name="objectType">Name of the object. It must exist.</param>
    /// <param name="map">Says how records become records of the object.</param>
    /// <param name="configure">Sets the options of the writer. Called at the beginning of each run.</param>
    /// <returns>The step: say which records it sends, and how carefully.</returns>
    public SyncPush<T> ToObjects(string objectType, ObjectMap<T> map, Action<ObjectWriterOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(objectType);
        ArgumentNullException.ThrowIfNull(map);
        return Add(
            new WriterTarget<T, ObjectWriterOptions>(
                "objects",
                (context, options) => BrevoObjectsClientExtensions.CreateParts(context.Brevo.Objects, objectType, map, options),
                configure
            )
        );
    }

    /// <summary>
    /// Sends each record as a transactional e-mail. Nobody gets one twice: a ledger in the store says of each message that it is on its way before it is sent, and one that was under way when a run was cut
    /// short is not sent again (<see cref="SyncPush{T}.WhenInDoubt"/>). With <see cref="SyncChanges.All"/> each run sends everything; use a watermark, or <see cref="SyncChanges.Fingerprint"/>.
    /// </summary>
    /// <param name="map">Says how records become versions of the message.</param>
    /// <param name="request">What all messages have in common: sender or template, subject, body.</param>
    /// <param name="configure">Sets the options of the writer. Called at the beginning of each run.</param>
    /// <returns>The step: say which records it sends, and how carefully.</returns>
    public SyncPush<T> ToMessages(MessageMap<T> map, SendTransactionalEmailRequest request, Action<MessageWriterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(request);
        return Add(
            new WriterTarget<T, MessageWriterOptions>(
                "messages",
                (context, options) =>
                    BrevoTransactionalEmailsClientExtensions.CreateParts(context.Brevo.TransactionalEmails, map, request, options),
                configure
            )
            {
                Policy = OutboxPolicy.AtMostOnce,
            }
        );
    }

    /// <summary>Sends each record as a transactional SMS, with the same care as <see cref="ToMessages"/>.</summary>
    /// <param name="map">Says how records become messages.</param>
    /// <param name="configure">Sets the options of the writer, at least the sender. Called at the beginning of each run.</param>
    /// <returns>The step: say which records it sends, and how carefully.</returns>
    public SyncPush<T> ToSms(SmsMap<T> map, Action<SmsWriterOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(
            new WriterTarget<T, SmsWriterOptions>(
                "sms",
                (context, options) => BrevoTransactionalSmsClientExtensions.CreateParts(context.Brevo.TransactionalSms, map, options),
                configure
            )
            {
                Policy = OutboxPolicy.AtMostOnce,
            }
        );
    }

    /// <summary>
    /// Creates an e-mail campaign of each record, one by one. One whose name exists already in the account is not created again: the names are listed once at the beginning. A campaign that was being created when a
    /// run was cut short is left at that (<see cref="SyncPush{T}.WhenInDoubt"/>).
    /// </summary>
    /// <param name="create">Makes the campaign of a record, with a name of its own. With <see cref="CreateEmailCampaignRequest.ScheduledAt"/> it is scheduled.</param>
    /// <param name="configure">Sets the options, such as that campaigns are sent at once. Called at the beginning of each run.</param>
    /// <returns>The step: say which records it sends, and how carefully.</returns>
    public SyncPush<T> ToEmailCampaigns(Func<T, CreateEmailCampaignRequest> create, Action<CampaignPushOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return Add(
            new WriterTarget<T, CampaignPushOptions>(
                "email-campaigns",
                (context, options) => CampaignParts.OfEmail(context.Brevo.EmailCampaigns, create, options),
                configure
            )
            {
                Policy = OutboxPolicy.AtMostOnce,
            }
        );
    }

    /// <summary>Creates an SMS campaign of each record, as <see cref="ToEmailCampaigns"/> does.</summary>
    /// <param name="create">Makes the campaign of a record, with a name of its own. With <see cref="CreateSmsCampaignRequest.ScheduledAt"/> it is scheduled.</param>
    /// <param name="configure">Sets the options, such as that campaigns are sent at once. Called at the beginning of each run.</param>
    /// <returns>The step: say which records it sends, and how carefully.</returns>
    public SyncPush<T> ToSmsCampaigns(Func<T, CreateSmsCampaignRequest> create, Action<CampaignPushOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return Add(
            new WriterTarget<T, CampaignPushOptions>(
                "sms-campaigns",
                (context, options) => CampaignParts.OfSms(context.Brevo.SmsCampaigns, create, options),
                configure
            )
            {
                Policy = OutboxPolicy.AtMostOnce,
            }
        );
    }

    /// <summary>The same builder with another source.</summary>
    internal SyncSource<TOther> With<TOther>(Func<RecordSource<T>, RecordSource<TOther>> make) => new(_builder, make(_source));

    private SyncPush<T> Add(PushTarget<T> target)
    {
        var step = new PushStep<T>(_source, target);
        _builder.Add(step);
        return new SyncPush<T>(step);
    }
}
