using System.Globalization;
using Amazon.Runtime;

namespace StandIns.Protocol;

/// <summary>Values that stand as text in XML.</summary>
internal static class Scalar
{
    public static object Parse(string text, Type type)
    {
        if (type == typeof(string))
        {
            return text;
        }

        if (type == typeof(DateTime))
        {
            return DateTime.Parse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal
            );
        }

        return typeof(ConstantClass).IsAssignableFrom(type)
            ? Activator.CreateInstance(type, text)
            : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
    }
}
