using BrevoTd.Connector.Http;

namespace BrevoTd.Connector.Brevo;

/// <summary>Two dates that Brevo takes only together.</summary>
internal static class DatePair
{
    /// <summary>The days of the pair; <see langword="null"/> for neither.</summary>
    public static DateWindow? Check(DateOnly? startDate, DateOnly? endDate, string parameter)
    {
        if (startDate is null != endDate is null)
        {
            throw new ArgumentException("StartDate and EndDate go together. Set both, or leave both out.", parameter);
        }

        if (startDate is not { } start || endDate is not { } end)
        {
            return null;
        }

        return end >= start
            ? new DateWindow(start, end)
            : throw new ArgumentException("EndDate is before StartDate. Exchange them.", parameter);
    }
}
