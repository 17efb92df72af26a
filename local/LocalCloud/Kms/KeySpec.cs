using LocalCloud.Kernel;

namespace LocalCloud.Kms;

/// <summary>A key spec: what keys of it are for, and with which algorithms (KMS Developer Guide, Key spec reference).</summary>
internal sealed record KeySpec(
    string Name,
    IReadOnlyDictionary<string, IReadOnlyList<string>> AlgorithmsByUsage
)
{
    public const string Symmetric = "SYMMETRIC_DEFAULT";
    public const string EncryptDecrypt = "ENCRYPT_DECRYPT";
    private const string SignVerify = "SIGN_VERIFY";
    private const string Mac = "GENERATE_VERIFY_MAC";
    private const string Agreement = "KEY_AGREEMENT";

    private static readonly string[] _rsaEncryption = ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"];
    private static readonly string[] _rsaSigning =
    [
        "RSASSA_PKCS1_V1_5_SHA_256",
        "RSASSA_PKCS1_V1_5_SHA_384",
        "RSASSA_PKCS1_V1_5_SHA_512",
        "RSASSA_PSS_SHA_256",
        "RSASSA_PSS_SHA_384",
        "RSASSA_PSS_SHA_512",
    ];

    private static readonly KeySpec[] _all =
    [
        Of(Symmetric, (EncryptDecrypt, [Symmetric])),
        .. new[] { "RSA_2048", "RSA_3072", "RSA_4096" }.Select(n =>
            Of(n, (EncryptDecrypt, _rsaEncryption), (SignVerify, _rsaSigning))
        ),
        Of("ECC_NIST_P256", (SignVerify, ["ECDSA_SHA_256"]), (Agreement, ["ECDH"])),
        Of("ECC_NIST_P384", (SignVerify, ["ECDSA_SHA_384"]), (Agreement, ["ECDH"])),
        Of("ECC_NIST_P521", (SignVerify, ["ECDSA_SHA_512"]), (Agreement, ["ECDH"])),
        Of("ECC_SECG_P256K1", (SignVerify, ["ECDSA_SHA_256"])),
        Of("ECC_NIST_EDWARDS25519", (SignVerify, ["ED25519_SHA_512", "ED25519_PH_SHA_512"])),
        .. new[] { "224", "256", "384", "512" }.Select(bits =>
            Of("HMAC_" + bits, (Mac, ["HMAC_SHA_" + bits]))
        ),
        .. new[] { "ML_DSA_44", "ML_DSA_65", "ML_DSA_87" }.Select(n =>
            Of(n, (SignVerify, ["ML_DSA_SHAKE_256"]))
        ),
        Of("SM2", (EncryptDecrypt, ["SM2PKE"]), (SignVerify, ["SM2DSA"]), (Agreement, ["ECDH"])),
    ];

    /// <summary>Symmetric encryption: what CreateKey makes when nothing is said, and all that RDS accepts.</summary>
    public static KeySpec Default => _all[0];

    /// <summary>What the deprecated twin CustomerMasterKeySpec may say.</summary>
    public bool HasDeprecatedName =>
        Name is not "ECC_NIST_EDWARDS25519" && !Name.StartsWith("ML_DSA", StringComparison.Ordinal);

    /// <summary>The spec and the usage that a request means; the texts are recorded replies.</summary>
    /// <exception cref="AwsError">ValidationException.</exception>
    public static (KeySpec Spec, string Usage) Parse(string? name, string? usage)
    {
        var spec = name is null
            ? Default
            : _all.FirstOrDefault(s => s.Name == name)
                ?? throw NotInEnum(name, "keySpec", _all.Select(s => s.Name));
        string[] usages = [SignVerify, EncryptDecrypt, Mac, Agreement];
        if (usage is not null && !usages.Contains(usage, StringComparer.Ordinal))
        {
            throw NotInEnum(usage, "keyUsage", usages);
        }

        if (usage is null && spec != Default)
        {
            throw new AwsError(
                "ValidationException",
                "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys."
            );
        }

        usage ??= EncryptDecrypt;
        return spec.AlgorithmsByUsage.ContainsKey(usage)
            ? (spec, usage)
            : throw new AwsError(
                "ValidationException",
                $"KeyUsage {usage} is not compatible with KeySpec {spec.Name}"
            );
    }

    private static KeySpec Of(string name, params (string Usage, string[] Algorithms)[] usages) =>
        new(
            name,
            usages.ToDictionary(
                u => u.Usage,
                u => (IReadOnlyList<string>)u.Algorithms,
                StringComparer.Ordinal
            )
        );

    private static AwsError NotInEnum(string value, string member, IEnumerable<string> known) =>
        KmsInput.Violation(
            member,
            value,
            $"Member must satisfy enum value set: [{string.Join(", ", known)}]"
        );
}
