"""The words of an investment that rules tell apart, each with what it means.

The words are values of options, and of facts that rules ask; the meanings are printed as help.
Where a target does several of the things, each is screened on its own.
"""

from __future__ import annotations

from typing import Final

INSTRUMENTS: Final = {
    "public-securities": "shares, bonds or depositary receipts that trade on an exchange or over "
    "the counter",
    "exposure": "a traded derivative, index fund or exchange-traded fund that gives exposure to "
    "such securities and no right to acquire equity",
    "equity": "equity that is not traded, or what converts into it: a venture round, an option, a "
    "convertible note, the conversion itself",
    "debt": "a loan without any right of an owner",
    "debt-with-equity-rights": "a loan that gives a share of profits, a seat on the board or the "
    "like",
    "joint-venture": "a joint venture with the target, wherever it will sit",
    "operations": "operations, land or other assets bought, leased or developed",
    "fund": "an interest as limited partner in a pooled fund that is no US person and that will "
    "invest in the target",
}
"""What an investor gets, as far as a rule tells it apart (EO 13959; 31 CFR 850.210, 850.501)."""

ACTIVITIES: Final = {
    "none": "none of the following",
    "chip-design": "designs integrated circuits, all below ECCN 3A090.a",
    "advanced-chip-design": "designs integrated circuits at or above ECCN 3A090.a, or for 4.5 "
    "kelvin or colder",
    "chip-fabrication": "fabricates integrated circuits, none of them as follows",
    "advanced-chip-fabrication": "fabricates logic that is non-planar or at 16/14 nm or below, "
    "NAND of 128 layers or more, DRAM at 18 nm half-pitch or below, or chips of gallium compounds, "
    "of graphene or carbon nanotubes, or for 4.5 kelvin or colder",
    "chip-packaging": "packages integrated circuits, without advanced packaging",
    "advanced-packaging": "packages integrated circuits by 2.5D or 3D assembly",
    "design-software": "makes electronic design automation software for chips or advanced "
    "packaging",
    "fabrication-equipment": "makes equipment for volume front-end fabrication or volume advanced "
    "packaging, or anything exclusively for extreme ultraviolet lithography",
    "supercomputer": "develops, installs, sells or makes supercomputers of 100 petaflops (64-bit) "
    "or 200 (32-bit) or more within 41,600 cubic feet",
    "quantum": "makes quantum computers or their critical parts, or quantum sensors or networks "
    "for the uses that 31 CFR 850.224(h) and (i) name",
    "ai": "develops AI systems",
    "hpc-or-hypersonics": "other high-performance computing, or hypersonic systems (COINS Act)",
}
"""What a target does, as far as a rule tells it apart (31 CFR 850.217 and 850.224)."""

AI_USES: Final = {
    "other": "none of the following",
    "cyber-or-robots": "intended for cyber-security, digital forensics, penetration testing or the "
    "control of robots",
    "military-among-others": "designed for a military, government-intelligence or "
    "mass-surveillance use among others, which the target does not intend",
    "military": "designed exclusively for such a use, or intended for it by the target",
}
"""What an AI system is for, as far as a rule tells it apart."""
